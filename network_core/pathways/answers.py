"""Which steps of pathways have an offer on whose site, for all networks at once.

The conditions are those of `matching`; the way is another one. Offers are not looked at one by
one, but as the combinations of terms that there are: some thousands, however many offers. Only
national offers and those that steps name themselves are few enough to be known each.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value

from network_core.directory.models import HiddenOffer, Offer, ServiceArea
from network_core.directory.visibility import SCHEME_FIELDS, is_public, selected_terms
from network_core.networks.models import Network
from network_core.networks.regions import enclosing_keys
from network_core.pathways.matching import terms_by_scheme
from network_core.pathways.models import PathwayStep
from network_core.taxonomy.models import TermTree

# SQLite takes at most 500 parts of one compound query; PostgreSQL plans them one by one.
PARTS = 50

Schemes: TypeAlias = tuple[str, ...]
Area: TypeAlias = tuple[str, str]
"""A region key and, where it is narrowed, a postcode."""


@dataclass(frozen=True)
class _Step:
    """What a step asks for: for each scheme the terms that will do; and the offers it names."""

    pk: int
    meant: dict[str, set[int]]
    named: frozenset[int]

    @property
    def schemes(self) -> Schemes:
        """The schemes in which it asks, in order."""
        return tuple(sorted(self.meant))


@dataclass
class _KnownOffer:
    """A public offer that is looked at by itself."""

    steward: int
    nationwide: bool
    terms: set[int] = field(default_factory=set)
    areas: list[Area] = field(default_factory=list)


class Answers:
    """What answers the steps; read once for all networks."""

    def __init__(self, steps: Iterable[PathwayStep]) -> None:
        tree = TermTree()
        asked = []
        for step in steps:
            meant = {
                scheme: tree.with_descendants(term.pk for term in terms)
                for scheme, terms in terms_by_scheme(step).items()
            }
            named = frozenset(step.fixed_offer_ids)
            if meant or named:
                asked.append(_Step(step.pk, meant, named))
        self._steps = asked
        self.asking = {step.pk for step in asked}
        """Ids of the steps that ask for offers."""
        self._hidden: dict[int, set[int]] = defaultdict(set)
        for network_id, offer_id in HiddenOffer.objects.values_list("network", "offer"):
            self._hidden[network_id].add(offer_id)

    def on_sites_of(self, networks: Sequence[Network]) -> dict[int, set[int]]:
        """Id of each of `networks` → ids of the steps that have an offer on its site.

        What they select has to be read before (`read_areas_and_selections`).
        """
        filled = {network.pk: self._own_and_known(network) for network in networks}
        choosy = []
        for network in networks:
            if network.is_umbrella:
                continue
            around = [steps for area, steps in self._by_area.items() if _covers(area, network)]
            possible = set[int]().union(*around) - filled[network.pk]
            if not selected_terms(network) and not self._hidden[network.pk]:
                filled[network.pk] |= possible
            elif possible:
                choosy.append(network)
        # What a network selects, or hides, is a matter of each offer: those are asked for alone.
        parts = [
            Offer.objects.shown_by(network)
            .filter(nationwide=False)
            .annotate(site=Value(network.pk, output_field=IntegerField()))
            for network in choosy
        ]
        for (network_id,), steps in self._steps_by(parts, "site").items():
            filled[network_id] |= steps
        return filled

    def _own_and_known(self, network: Network) -> set[int]:
        filled = set(self._own[network.pk])
        for pk, steps in self._answered_by.items():
            if not steps <= filled and self._is_valid(pk, network):
                filled |= steps
        return filled

    def _is_valid(self, pk: int, network: Network) -> bool:
        """Whether the network's site has this known offer, as `matching.valid_offers` says."""
        offer = self._known[pk]
        if pk in self._hidden[network.pk]:
            return False
        if offer.steward == network.pk:
            return True
        if network.is_umbrella:
            return offer.nationwide
        serves = offer.nationwide or any(_covers(area, network) for area in offer.areas)
        return serves and all(
            not wanted.isdisjoint(offer.terms) for wanted in selected_terms(network).values()
        )

    @cached_property
    def _known(self) -> dict[int, _KnownOffer]:
        """The national offers, and those that steps name; three queries."""
        named = set[int]().union(*(step.named for step in self._steps))
        few = Offer.objects.public().filter(Q(nationwide=True) | Q(pk__in=named)).order_by()
        known = {
            pk: _KnownOffer(steward, nationwide)
            for pk, steward, nationwide in few.values_list("pk", "steward", "nationwide")
        }
        rows = [
            getattr(Offer, name)
            .through.objects.filter(
                is_public("offer__"), Q(offer__nationwide=True) | Q(offer__in=named)
            )
            .order_by()
            .values_list("offer", "term")
            for name in SCHEME_FIELDS.values()
        ]
        for pk, term_id in rows[0].union(*rows[1:], all=True):
            known[pk].terms.add(term_id)
        regional = [pk for pk in named if pk in known and not known[pk].nationwide]
        areas = ServiceArea.objects.filter(offer__in=regional).order_by()
        for pk, key, postcode in areas.values_list("offer", "key", "postcode"):
            known[pk].areas.append((key, postcode))
        return known

    @cached_property
    def _answered_by(self) -> dict[int, set[int]]:
        """Id of a known offer → ids of the steps that it answers."""
        found: dict[int, set[int]] = defaultdict(set)
        for pk, offer in self._known.items():
            for step in self._steps:
                by_terms = step.meant and all(
                    not wanted.isdisjoint(offer.terms) for wanted in step.meant.values()
                )
                if by_terms or pk in step.named:
                    found[pk].add(step.pk)
        return found

    @cached_property
    def _combinations(self) -> dict[Schemes, list[_Step]]:
        """The steps that ask by terms, by the schemes in which they do."""
        found: dict[Schemes, list[_Step]] = defaultdict(list)
        for step in self._steps:
            if step.meant:
                found[step.schemes].append(step)
        return found

    def _steps_by(self, parts: Sequence[QuerySet], *by: str) -> dict[tuple, set[int]]:
        """Values of the fields `by` → ids of the steps that offers of `parts` with them answer.

        One query for fifty parts and each combination of schemes in which steps ask.
        """
        found: dict[tuple, set[int]] = defaultdict(set)
        for schemes, steps in self._combinations.items():
            fields = [SCHEME_FIELDS[scheme] for scheme in schemes]
            wanted = {
                f"{name}__in": set[int]().union(*(step.meant[scheme] for step in steps))
                for scheme, name in zip(schemes, fields, strict=True)
            }
            answers: dict[tuple[int, ...], set[int]] = {}
            for some in chunks(parts):
                rows = [
                    offers.filter(**wanted).order_by().values_list(*by, *fields).distinct()
                    for offers in some
                ]
                for row in rows[0].union(*rows[1:], all=True):
                    who, terms = row[: len(by)], row[len(by) :]
                    if terms not in answers:
                        answers[terms] = _answered(steps, schemes, terms)
                    found[who] |= answers[terms]
        return found

    @cached_property
    def _own(self) -> dict[int, set[int]]:
        """Id of a network → ids of the steps that its own offers answer."""
        hidden = HiddenOffer.objects.filter(network=OuterRef("steward"), offer=OuterRef("pk"))
        offers = Offer.objects.filter(is_public(), ~Exists(hidden))
        found: dict[int, set[int]] = defaultdict(set)
        for (steward,), steps in self._steps_by([offers], "steward").items():
            found[steward] = steps
        return found

    @cached_property
    def _by_area(self) -> dict[Area, set[int]]:
        """Area → ids of the steps that offers for it answer, whoever looks after them."""
        offers = Offer.objects.filter(is_public(), nationwide=False)
        found = self._steps_by([offers], "service_areas__key", "service_areas__postcode")
        return {(key, postcode): steps for (key, postcode), steps in found.items() if key}


def _answered(steps: Sequence[_Step], schemes: Schemes, terms: tuple[int, ...]) -> set[int]:
    pairs = list(zip(schemes, terms, strict=True))
    return {step.pk for step in steps if all(term in step.meant[s] for s, term in pairs)}


def _covers(area: Area, network: Network) -> bool:
    """Whether an offer for `area` serves the network's region, as `OfferQuerySet.serving` says."""
    key, postcode = area
    near = any(key.startswith(own) or key in enclosing_keys(own) for own in network.area_keys)
    if not near or not network.area_postcodes:
        return near
    return not postcode or postcode in network.area_postcodes


def chunks(parts: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """`parts` by fifty: one compound query takes no more."""
    for start in range(0, len(parts), PARTS):
        yield parts[start : start + PARTS]
