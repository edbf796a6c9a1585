"""Where pathways have gaps, for any number of networks: what the comparison builds on.

The number of queries does not depend on the number of pathways, steps and offers, and grows by
a few for every fifty networks.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import IntegerField, QuerySet, Value

from network_core.directory.visibility import read_areas_and_selections
from network_core.networks.models import Network
from network_core.pathways.answers import Answers, chunks
from network_core.pathways.models import Pathway, PathwayStep


@dataclass(frozen=True)
class Coverage:
    """How far one pathway is filled on the site of one network."""

    network_id: int
    pathway: Pathway
    steps: tuple[PathwayStep, ...]
    """Those that ask for offers."""
    gaps: tuple[PathwayStep, ...]
    """Those of them for which the network shows none."""

    @property
    def asked(self) -> int:
        """Number of steps that ask for offers."""
        return len(self.steps)

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
    answers = Answers([step for p in pathways.values() for step in p.steps.all()])
    filled = answers.on_sites_of(sites)
    found = []
    for network in sites:
        for pk, pathway in pathways.items():
            if pk not in shown[network.pk]:
                continue
            steps = tuple(step for step in pathway.steps.all() if step.pk in answers.asking)
            gaps = tuple(step for step in steps if step.pk not in filled[network.pk])
            found.append(Coverage(network.pk, pathway, steps, gaps))
    return found


def _pairs(parts: Iterable[tuple[int, QuerySet]]) -> dict[int, set[int]]:
    """The ids in each queryset by its key; fifty of them in one query."""
    found: dict[int, set[int]] = defaultdict(set)
    for some in chunks(list(parts)):
        marked = [
            queryset.order_by()
            .annotate(marked=Value(key, output_field=IntegerField()))
            .values_list("marked", "pk")
            for key, queryset in some
        ]
        for key, pk in marked[0].union(*marked[1:], all=True):
            found[key].add(pk)
    return found
