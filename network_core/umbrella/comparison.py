"""The comparison itself: one row for each network, one column for each figure."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from network_core.networks.models import Network
from network_core.networks.states import OPEN
from network_core.umbrella.choice import BY_NAME, Choice
from network_core.umbrella.figures import FIGURES, Figure, Value, Values, count, find_figures
from network_core.umbrella.lights import Light, light, thresholds
from network_core.umbrella.models import Threshold
from network_core.umbrella.overlaps import overlapping
from network_core.umbrella.viewers import Viewer, compared_networks

Counting: TypeAlias = Callable[[Iterable[Figure], Sequence[Network]], Values]
"""Where the values come from: counted now, or as they were kept."""


@dataclass(frozen=True)
class Cell:
    """One value as it is shown."""

    figure: Figure
    value: Value
    light: Light | None = None

    @property
    def text(self) -> str:
        """The value in German."""
        return self.figure.unit.shown(self.value)

    @property
    def number(self) -> Value:
        """The value for a table to download."""
        return self.figure.unit.number(self.value)

    @property
    def has_records(self) -> bool:
        """Whether there are public records to show."""
        return self.figure.records is not None and bool(self.value)


@dataclass(frozen=True)
class Row:
    """The figures of one network."""

    network: Network
    cells: list[Cell]
    is_own: bool = False
    overlaps: list[Network] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """A figure with its traffic light, mean and median over the networks that are compared."""

    figure: Figure
    threshold: Threshold | None
    average: Cell
    median: Cell


class Comparison:
    """What a viewer sees of a choice; eleven queries for the columns of the beginning.

    Networks that are planned or have ended are in no mean, and seen by the staff who ask for them.
    The staff of the umbrella see mean and median of the networks that the filters leave. For
    coordinators they are those of all networks, since filters could single one out.
    """

    def __init__(
        self,
        choice: Choice,
        viewer: Viewer,
        counting: Counting = count,
        *,
        like: "Comparison | None" = None,
    ) -> None:
        self.choice = choice
        self.viewer = viewer
        self.networks: list[Network] = (
            like.networks if like else list(compared_networks(self._states()))
        )
        self.figures = find_figures(choice.columns) or find_figures(Choice().columns)
        needed = [*self.figures, *([FIGURES["offers"]] if choice.size else [])]
        self.values = counting(needed, self.networks)
        self._thresholds: dict[str, Threshold] = like._thresholds if like else thresholds()

    def counted_by(self, counting: Counting) -> "Comparison":
        """The same with other values; it costs what `counting` costs, and nothing else."""
        return Comparison(self.choice, self.viewer, counting, like=self)

    def _states(self) -> Iterable[str]:
        """The states of the networks that are read: a closed one is not beside the others."""
        state = self.choice.state
        return [state] if self.viewer.sees_all and state and state not in OPEN else OPEN

    @cached_property
    def shown(self) -> list[Network]:
        """The networks that the viewer may see and the filters leave, in order."""
        offers = self.values.get("offers", {})
        found = [
            network
            for network in self.networks
            if self.viewer.sees(network) and self.choice.takes(network, offers.get(network.pk) or 0)
        ]
        return self._sorted(found)

    @cached_property
    def _overlaps(self) -> dict[int, list[Network]]:
        return overlapping(self.networks)

    @cached_property
    def columns(self) -> list[Column]:
        """The figures that are shown."""
        return [self._column(figure) for figure in self.figures]

    def rows(self, networks: Sequence[Network] | None = None) -> list[Row]:
        """The rows of these of the shown networks, or of all of them."""
        return [
            Row(
                network,
                [
                    self._cell(figure, self.values[figure.key][network.pk])
                    for figure in self.figures
                ],
                network.pk in self.viewer.own and not self.viewer.sees_all,
                self._overlaps.get(network.pk, []),
            )
            for network in (self.shown if networks is None else networks)
        ]

    def _cell(self, figure: Figure, value: Value) -> Cell:
        return Cell(figure, value, light(figure, value, self._thresholds.get(figure.key)))

    def _column(self, figure: Figure) -> Column:
        values = self.values[figure.key]
        among = self.shown if self.viewer.sees_all else self.networks
        counted = [n for n in among if n.is_open and values[n.pk] is not None]
        numbers = [float(values[network.pk] or 0) for network in counted]
        if not numbers or not self.viewer.may_see_mean(counted):
            numbers = []
        return Column(
            figure,
            self._thresholds.get(figure.key),
            Cell(figure, statistics.fmean(numbers) if numbers else None),
            Cell(figure, statistics.median(numbers) if numbers else None),
        )

    def _sorted(self, networks: list[Network]) -> list[Network]:
        key, backwards = self.choice.sort.removeprefix("-"), self.choice.sort.startswith("-")
        networks = sorted(networks, key=lambda n: n.name.casefold(), reverse=backwards)
        if key == BY_NAME or key not in self.values:
            return networks
        values = self.values[key]
        with_value = [n for n in networks if values[n.pk] is not None]
        without = [n for n in networks if values[n.pk] is None]
        with_value.sort(key=lambda n: values[n.pk] or 0, reverse=backwards)
        return with_value + without
