"""Offers by topic, life situation, format and audience: one figure for each term."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import Offer
from network_core.directory.visibility import SCHEME_FIELDS, is_public
from network_core.networks.models import Network
from network_core.pathways.matching import sorted_under
from network_core.taxonomy.models import Scheme, Term, TermTree
from network_core.umbrella.figures.figure import Figure, Group, Numbers
from network_core.umbrella.figures.offers import public_offers

SEPARATOR = ":"


@dataclass(frozen=True)
class TermCounts:
    """A source: the public offers sorted under each of some terms of one scheme.

    A term includes what lies below it; an offer counts once. One query, however many terms.
    """

    scheme: str
    terms: tuple[tuple[str, frozenset[int]], ...]
    """Key of the figure, and the ids that the term stands for."""

    def __call__(self, networks: Sequence[Network]) -> Numbers:
        """The numbers of all networks."""
        through = getattr(Offer, SCHEME_FIELDS[self.scheme]).through
        all_ids = frozenset[int]().union(*(ids for _key, ids in self.terms))
        numbers = {
            f"n{place}": Count("offer", distinct=True, filter=Q(term__in=ids))
            for place, (_key, ids) in enumerate(self.terms)
        }
        rows = (
            through.objects.filter(is_public("offer__"), term__in=all_ids)
            .order_by()
            .values(owner=F("offer__steward"))
            .annotate(**numbers)
        )
        return {
            row["owner"]: {key: row[f"n{place}"] for place, (key, _ids) in enumerate(self.terms)}
            for row in rows
        }


def term_key(scheme: str, slug: str) -> str:
    """The key of the figure of one term."""
    return f"{scheme}{SEPARATOR}{slug}"


def term_figures(keys: Iterable[str]) -> dict[str, Figure]:
    """The figures of those `keys` that name a term; the terms are read in two queries."""
    wanted = [tuple(key.split(SEPARATOR, 1)) for key in keys if SEPARATOR in key]
    if not wanted:
        return {}
    tree = TermTree()
    schemes = {scheme.slug: scheme for scheme in Scheme.objects.filter(slug__in=SCHEME_FIELDS)}
    named = Q()
    for scheme_slug, term_slug in wanted:
        named |= Q(scheme=scheme_slug, slug=term_slug)
    found = list(Term.objects.filter(named, scheme__in=schemes).order_by("pk"))
    figures = {}
    for slug, scheme in schemes.items():
        terms = [term for term in found if term.scheme_id == slug]
        meant = tuple(
            (term_key(slug, term.slug), frozenset(tree.with_descendants([term.pk])))
            for term in terms
        )
        source = TermCounts(slug, meant)
        for term, (key, _ids) in zip(terms, meant, strict=True):
            figures[key] = Figure(
                key,
                format_lazy("{}: {}", scheme.label, term.label),
                _("Aktive Angebote des Netzwerks zu diesem Begriff und allem, was darunter steht."),
                Group.OFFERS,
                source,
                records=_sorted_under(slug, term.pk),
                is_harmless=True,
            )
    return figures


def _sorted_under(scheme: str, term: int) -> Callable[[Network], QuerySet[Offer]]:
    def records(network: Network) -> QuerySet[Offer]:
        return public_offers(network).filter(sorted_under(scheme, [term]))

    return records
