"""Where pathways have gaps, for any number of networks: what the comparison builds on.

The number of queries does not depend on the number of pathways, steps and offers, and grows by
one for every fifty networks.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Value

from network_core.directory.models import Offer
from network_core.directory.visibility import read_areas_and_selections
from network_core.networks.models import Network
from network_core.pathways.matching import matching, valid_offers
from network_core.pathways.models import Pathway, PathwayStep

# SQLite takes at most 500 parts of one compound query; PostgreSQL plans them one by one.
PARTS = 50


@dataclass(frozen=True)
class Coverage:
    """How far one pathway is filled on the site of one network."""

    network_id: int
    pathway: Pathway
    asked: int
    """Number of steps that ask for offers."""
    gaps: tuple[PathwayStep, ...]
    """Those of them for which the network shows none."""

    @property
    def filled(self) -> int:
        """Number of steps that have an offer."""
        return self.asked - len(self.gaps)

    @property
    def share(self) -> float | None:
        """The share of steps that have an offer, from 0 to 1; None when no step asks for one."""
        return self.filled / self.asked if self.asked else None


def coverage(networks: Iterable[Network]) -> list[Coverage]:
    """How far every pathway is filled on the site of each of `networks` that shows it.

    In the order of the networks, then of the pathways' titles.
    """
    sites = list(networks)
    read_areas_and_selections(sites)
    pathways = {p.pk: p for p in Pathway.objects.public().with_steps().order_by("title", "pk")}
    shown = _pairs((network.pk, Pathway.objects.shown_by(network).order_by()) for network in sites)
    valid = _pairs((network.pk, Offer.objects.filter(valid_offers(network))) for network in sites)
    conditions = {
        step: condition
        for pathway in pathways.values()
        for step in pathway.steps.all()
        if (condition := matching(step)) is not None
    }
    answers = _pairs(
        (step.pk, Offer.objects.public().filter(condition))
        for step, condition in conditions.items()
    )
    found = []
    for network in sites:
        for pk, pathway in pathways.items():
            if pk not in shown[network.pk]:
                continue
            steps = [step for step in pathway.steps.all() if step in conditions]
            gaps = tuple(s for s in steps if answers[s.pk].isdisjoint(valid[network.pk]))
            found.append(Coverage(network.pk, pathway, len(steps), gaps))
    return found


def _pairs(parts: Iterable[tuple[int, QuerySet]]) -> dict[int, set[int]]:
    """The ids in each queryset by its key; fifty of them in one query."""
    found: dict[int, set[int]] = defaultdict(set)
    for some in _chunks(list(parts)):
        marked = [
            queryset.order_by()
            .annotate(marked=Value(key, output_field=IntegerField()))
            .values_list("marked", "pk")
            for key, queryset in some
        ]
        for key, pk in marked[0].union(*marked[1:], all=True):
            found[key].add(pk)
    return found


def _chunks(parts: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(parts), PARTS):
        yield parts[start : start + PARTS]
