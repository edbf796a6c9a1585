"""A pathway filled for one network: which offers answer each step there, and where there is a gap.

Two queries for the offers and one for the ways to reach them, whatever the number of steps and
offers; besides what is read once of the network itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from network_core.directory.models import Offer
from network_core.networks.models import Network
from network_core.pathways.matching import (
    HOTLINE_FORMAT,
    matching,
    sorted_under,
    terms_by_scheme,
    valid_offers,
)
from network_core.pathways.models import Pathway, PathwayStep

OFFERS_PER_STEP = 4
HOTLINES = 3
# A step shows a handful; this many are looked at to find them.
MOST_LOOKED_AT = 5_000


@dataclass(frozen=True)
class FilledStep:
    """One step with the offers that answer it on a network's site."""

    step: PathwayStep
    number: int
    offers: tuple[Offer, ...]
    asks_for_offers: bool
    has_more: bool
    """Whether the network has further offers for it."""

    @property
    def is_gap(self) -> bool:
        """Whether the step asks for offers and the network has none."""
        return self.asks_for_offers and not self.offers

    @property
    def anchor(self) -> str:
        """The part of an address that leads to this step of its page."""
        return f"schritt-{self.number}"

    @property
    def filter_query(self) -> str:
        """The filters of the list of offers that show all offers with the terms of the step."""
        schemes = terms_by_scheme(self.step)
        pairs = [(scheme, term.slug) for scheme, terms in schemes.items() for term in terms]
        return urlencode(pairs)


@dataclass(frozen=True)
class Filling:
    """All steps of a pathway for one network, and telephones that help in this life situation."""

    steps: tuple[FilledStep, ...]
    hotlines: tuple[Offer, ...]

    @property
    def has_gaps(self) -> bool:
        """Whether some step is empty."""
        return any(filled.is_gap for filled in self.steps)

    def __iter__(self) -> Iterator[FilledStep]:
        return iter(self.steps)

    def beginning_with(self, number: int) -> "Filling":
        """The steps from `number` on; all of them if there is no such step."""
        kept = tuple(filled for filled in self.steps if filled.number >= number)
        return Filling(kept or self.steps, self.hotlines)


def fill(pathway: Pathway, network: Network) -> Filling:
    """Fill `pathway` with the offers that are valid on the site of `network`.

    Offers that a step names itself come first; then the network's own, others that serve its
    region, and national ones.
    """
    steps = list(pathway.steps.all())
    conditions = [matching(step) for step in steps]
    hotlines = _hotlines(pathway)
    chosen = _choose([*conditions, hotlines], network)
    picked: list[list[int]] = []
    for step, ids in zip(steps, chosen, strict=False):
        fixed = [pk for pk in step.fixed_offer_ids if pk in ids]
        picked.append(fixed + [pk for pk in ids if pk not in fixed])
    wanted = {pk for ids in picked for pk in ids[:OFFERS_PER_STEP]} | set(chosen[-1][:HOTLINES])
    offers = _offers(wanted)
    filled = tuple(
        FilledStep(
            step=step,
            number=number,
            offers=tuple(offers[pk] for pk in ids[:OFFERS_PER_STEP] if pk in offers),
            asks_for_offers=condition is not None,
            has_more=len(ids) > OFFERS_PER_STEP and bool(step.terms.all()),
        )
        for number, (step, condition, ids) in enumerate(
            zip(steps, conditions, picked, strict=True), start=1
        )
    )
    return Filling(filled, tuple(offers[pk] for pk in chosen[-1][:HOTLINES] if pk in offers))


def _hotlines(pathway: Pathway) -> Q:
    """Telephones for the pathway's life situations; any telephone where it names none."""
    by_format = Offer.formats.through.objects.filter(term__slug=HOTLINE_FORMAT)
    found = Q(pk__in=by_format.values("offer_id"))
    situations = [term.pk for term in pathway.life_situations.all()]
    return found & sorted_under("life_situation", situations) if situations else found


def _choose(conditions: list[Q | None], network: Network) -> list[list[int]]:
    """For each condition the ids of the offers that meet it, own first; one query for all."""
    asked = {f"meets_{n}": c for n, c in enumerate(conditions) if c is not None}
    anything = Q(pk__in=[])
    for condition in asked.values():
        anything |= condition
    rows = (
        Offer.objects.filter(valid_offers(network))
        .filter(anything)
        .own_first(network)
        .annotate(**asked)
        .values_list("pk", *asked)[:MOST_LOOKED_AT]
    )
    found: dict[str, list[int]] = {name: [] for name in asked}
    for pk, *flags in rows:
        for name, flag in zip(asked, flags, strict=True):
            if flag:
                found[name].append(pk)
    return [found.get(f"meets_{number}", []) for number in range(len(conditions))]


def _offers(ids: set[int]) -> dict[int, Offer]:
    """The offers as cards show them, with the ways to reach them."""
    if not ids:
        return {}
    offers = Offer.objects.filter(pk__in=ids).for_cards().with_words()
    return {offer.pk: offer for offer in offers.prefetch_related("contacts")}
