"""Lines of one figure: what the page, its file and reports show of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import formats
from django.utils.translation import gettext as _

from network_core.networks.models import Network
from network_core.umbrella.figures import Figure, Unit, Value
from network_core.umbrella.line_chart import Line, LineChart, Mark
from network_core.umbrella.quarter import Quarter
from network_core.umbrella.trend.choice import Period, last_days
from network_core.umbrella.trend.milestones import happenings
from network_core.umbrella.trend.snapshots import (
    Change,
    quarter_changes,
    read_series,
)


@dataclass(frozen=True)
class ChangeRow:
    """How one network has changed since the last quarter."""

    network: Network
    change: Change
    figure: Figure

    @property
    def now(self) -> str:
        """The latest value, written."""
        return self.figure.unit.shown(self.change.value)

    @property
    def before(self) -> str:
        """The value at the end of the last quarter, written."""
        return self.figure.unit.shown(self.change.quarter_value)

    @property
    def difference(self) -> str:
        """What has been added, with its sign."""
        return written_difference(self.figure.unit, self.change.difference)


def written_difference(unit: Unit, difference: Value) -> str:
    """What has been added, with its sign; shares in percentage points."""
    if difference is None:
        return unit.shown(None)
    if unit is Unit.SHARE:
        points = formats.number_format(round(abs(difference) * 100, 1), 1)
        shown = _("%(number)s Prozentpunkte") % {"number": points}
    else:
        shown = unit.shown(abs(difference))
    if not difference:
        return f"±{shown}"
    return f"+{shown}" if difference > 0 else f"−{shown}"


class Trend:
    """One figure of some networks over a time up to `today`; five queries."""

    def __init__(
        self, figure: Figure, networks: Sequence[Network], period: Period, today: date
    ) -> None:
        self.figure = figure
        self.networks = networks
        self._today = today
        self._start = today - period.length
        self._ids = [network.pk for network in networks]
        self._series = read_series(figure.key, self._ids, self._start, today)
        self._bucket = period.bucket

    @cached_property
    def days(self) -> list[date]:
        """The last day of each bucket on which anything was counted."""
        counted = {day for series in self._series.values() for day, _value in series}
        return last_days(counted, self._bucket)

    def values(self, network: Network) -> list[Value]:
        """The value of the network on each of the days; None where there is none."""
        known = dict(self._series[network.pk])
        return [known.get(day) for day in self.days]

    def chart(self, key: str, title: str) -> LineChart:
        """The lines, with what happened in that time."""
        marks = []
        if self.days:
            marks = [
                Mark(one.day, one.day_in_words, one.in_words)
                for one in happenings(self._ids, self.days[0], self._today)
            ]
        lines = [Line(network.short_name, self.values(network)) for network in self.networks]
        return LineChart(key, title, self.days, lines, self.figure.unit.shown, marks)

    @property
    def quarter_end(self) -> date:
        """The day that the changes are counted from."""
        return Quarter.of(self._today).previous.last_day

    @cached_property
    def changes(self) -> list[ChangeRow]:
        """The change of each network since the end of the last quarter."""
        found = quarter_changes([self.figure.key], self._ids, self._today)
        return [
            ChangeRow(network, found[network.pk, self.figure.key], self.figure)
            for network in self.networks
        ]
