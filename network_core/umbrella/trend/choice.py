"""Which lines somebody wants to see. It stands in the address, so it can be shared."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network_core.umbrella.choice import clean
from network_core.umbrella.line_chart import MOST_LINES
from network_core.umbrella.quarter import Quarter

FIRST_FIGURE = "offers"


@dataclass(frozen=True)
class Period:
    """A time up to today, and which days of it share one point of the line."""

    key: str
    label: str | Promise
    length: timedelta
    bucket: Callable[[date], tuple[int, ...]]


def _by_day(day: date) -> tuple[int, ...]:
    return (day.toordinal(),)


def _by_week(day: date) -> tuple[int, ...]:
    return tuple(day.isocalendar()[:2])


def by_month(day: date) -> tuple[int, ...]:
    """Days of the same month share it."""
    return (day.year, day.month)


def _by_quarter(day: date) -> tuple[int, ...]:
    quarter = Quarter.of(day)
    return (quarter.year, quarter.number)


def last_days(days: Iterable[date], bucket: Callable[[date], tuple[int, ...]]) -> list[date]:
    """Of the days that share a bucket only the last one, in order."""
    return sorted({bucket(day): day for day in sorted(days)}.values())


YEAR = timedelta(days=365)
# Each has thirty points or so: enough for a line, few enough for the table beside it.
PERIODS = {
    period.key: period
    for period in (
        Period("month", _("letzte 30 Tage, jeder Tag"), timedelta(days=30), _by_day),
        Period("half", _("letztes halbes Jahr, jede Woche"), timedelta(days=182), _by_week),
        Period("two", _("letzte zwei Jahre, jeder Monat"), 2 * YEAR, by_month),
        Period("seven", _("letzte sieben Jahre, jedes Vierteljahr"), 7 * YEAR, _by_quarter),
    )
}


@dataclass(frozen=True)
class TrendChoice:
    """Figure, networks and time. What the address says that is unknown is left out."""

    figure: str = FIRST_FIGURE
    networks: tuple[str, ...] = ()
    period: str = "half"
    has_more: bool = False
    """Whether more networks were asked for than there are lines."""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """From an address."""
        slugs = tuple(dict.fromkeys(clean(query.getlist("network"))))
        period = query.get("period", "")
        return cls(
            figure=next(iter(clean([query.get("figure", "")])), FIRST_FIGURE),
            networks=slugs[:MOST_LINES],
            period=period if period in PERIODS else cls.period,
            has_more=len(slugs) > MOST_LINES,
        )

    @property
    def address(self) -> str:
        """The query of this choice."""
        values = {"figure": self.figure, "network": self.networks, "period": self.period}
        return "?" + urlencode(values, True)
