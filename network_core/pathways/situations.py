"""From a life situation to the pathway for it."""

from collections.abc import Iterable

from django.db.models import F, Q

from network_core.networks.models import Network
from network_core.pathways.models import Pathway
from network_core.taxonomy.models import Term

MOST = 200


def situations_with_pathways(network: Network) -> list[Term]:
    """The life situations for which the network's site has a pathway, in the taxonomy's order.

    Each has the path of the pathway's page as `path`: the network's own before the umbrella's.
    """
    shown = Pathway.objects.shown_by(network).order_by().values("pk")
    rows = (
        Term.objects.filter(scheme="life_situation", pathways__in=shown)
        .annotate(pathway_slug=F("pathways__slug"), is_own=Q(pathways__steward=network))
        .order_by("position", "pk", F("is_own").desc(), "pathways__title", "pathways__pk")
        .with_words()
    )
    found: dict[int, Term] = {}
    for term in rows[:MOST]:
        if term.pk not in found:
            term.path = Pathway(slug=term.pathway_slug).get_path()
            found[term.pk] = term
    return list(found.values())


def pathways_for(situations: Iterable[Term], network: Network) -> list[Pathway]:
    """The pathways of the network's site for some life situations, own first."""
    chosen = [term.pk for term in situations]
    if not chosen:
        return []
    through = Pathway.life_situations.through
    named = through.objects.filter(term_id__in=chosen).values("pathway_id")
    pathways = Pathway.objects.shown_by(network).filter(pk__in=named)
    return list(pathways.own_first(network).with_words()[:MOST])
