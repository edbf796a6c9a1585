"""Which pathways the public sees, and which of them one network shows."""

from typing import Self, cast

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Prefetch, Q

from network_core.directory.visibility import selected_terms
from network_core.networks.models import Network
from network_core.networks.openness import of_open_network, seen_on
from network_core.words.models import WordsQuerySet

# The schemes in which pathways are sorted; a network's selection in others says nothing of them.
SORTED_IN = {"life_situation": "life_situations", "audience": "audiences"}


class PathwayQuerySet(WordsQuerySet):
    """Ways to find pathways."""

    def public(self) -> Self:
        """Pathways that are live, of open networks."""
        return self.filter(of_open_network("steward"), live=True)

    def public_on(self, site: Network) -> Self:
        """The same on the site of one network; on a closed one its team sees its own, too."""
        return self.filter(seen_on(site, "steward"), live=True)

    def selected_by(self, network: Network) -> Self:
        """Pathways that pass the network's selection, as far as they are sorted that way."""
        pathways = self
        for scheme, wanted in selected_terms(network).items():
            if scheme in SORTED_IN:
                through = getattr(self.model, SORTED_IN[scheme]).through
                named = through.objects.filter(pathway_id=OuterRef("pk"), term_id__in=wanted)
                pathways = pathways.filter(Exists(named))
        return pathways

    def shown_by(self, network: Network) -> Self:
        """Public pathways of one network's site: its own, and those of the umbrella.

        The umbrella's have to pass the network's selection, like its offers. Those of other
        regions are at home there: their steps mean the offers of that region.
        """
        if network.is_umbrella:
            return self.public().filter(steward=network)
        everything = cast(PathwayQuerySet, self.model._default_manager.all())
        national = everything.filter(steward__is_umbrella=True)
        chosen = national.selected_by(network).values("pk")
        return self.public_on(network).filter(Q(steward=network) | Q(pk__in=chosen))

    def own_first(self, network: Network) -> Self:
        """The network's own pathways first, then the others; by title."""
        return self.annotate(is_own=Q(steward=network)).order_by(F("is_own").desc(), "title", "pk")

    def with_steps(self) -> Self:
        """With the steps, and what filling needs to know of them; a fixed number of queries."""
        step = apps.get_model("pathways", "PathwayStep")
        steps = step.objects.with_words().prefetch_related("terms", "fixed_offers")
        return self.prefetch_related(Prefetch("steps", steps.order_by("sort_order", "pk")))
