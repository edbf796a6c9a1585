"""Times of events: all of them take place in Germany, and are said in its time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ZONE = ZoneInfo("Europe/Berlin")
"""The time zone of all events, whatever zone the reader's account is set to."""


class Precision(models.TextChoices):
    """How exactly a time is known."""

    TIME = "time", gettext_lazy("Tag und Uhrzeit")
    DAY = "day", gettext_lazy("nur der Tag")
    MONTH = "month", gettext_lazy("nur der Monat")


def local(moment: datetime) -> datetime:
    """`moment` as the clocks at the event show it."""
    return moment.astimezone(ZONE)


def day_in_words(day: date) -> str:
    """Weekday, day and month: „Dienstag, 8. Dezember“."""
    return f"{date_format(day, 'l')}, {date_format(day, 'MONTH_DAY_FORMAT')}"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """One time at which an event takes place; both moments are aware."""

    begin: datetime
    end: datetime

    def in_words(self, precision: str = Precision.TIME) -> str:
        """Begin and end as exactly as they are known, in the active language."""
        begin, end = local(self.begin), local(self.end)
        if precision == Precision.MONTH:
            return date_format(begin, "F Y")
        first, last = date_format(begin, "DATE_FORMAT"), date_format(end, "DATE_FORMAT")
        if precision == Precision.DAY:
            return first if first == last else f"{first} – {last}"
        times = {"begin": date_format(begin, "TIME_FORMAT"), "end": date_format(end, "TIME_FORMAT")}
        if first != last:
            return _("%(first)s, %(begin)s Uhr bis %(last)s, %(end)s Uhr") % (
                {"first": first, "last": last} | times
            )
        if begin == end:
            return _("%(day)s, %(begin)s Uhr") % ({"day": first} | times)
        return _("%(day)s, %(begin)s bis %(end)s Uhr") % ({"day": first} | times)

    def machine_readable(self, precision: str = Precision.TIME) -> str:
        """The begin for a `time` element: no more of it than is known."""
        begin = local(self.begin)
        if precision == Precision.MONTH:
            return begin.strftime("%Y-%m")
        return begin.date().isoformat() if precision == Precision.DAY else begin.isoformat()


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        """The month in which a moment lies, where the events are."""
        here = local(moment)
        return cls(here.year, here.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month that „2026-12“ names. Raises `ValueError` for anything else."""
        if len(text) != 7 or not text.isascii():
            raise ValueError(text)
        day = date.fromisoformat(f"{text}-01")
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def begin(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, self.number, 1, tzinfo=ZONE)

    @property
    def name(self) -> str:
        """„Dezember 2026“."""
        return date_format(date(self.year, self.number, 1), "F Y")

    def shifted(self, months: int) -> "Month":
        """The month that lies `months` later, or earlier."""
        years, rest = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(years, rest + 1)


def days_of(span: Span) -> Iterator[date]:
    """The days on which a span lies; an end at midnight does not begin another one."""
    day, last = local(span.begin).date(), local(span.end)
    yield day
    while datetime.combine(day + timedelta(days=1), datetime.min.time(), ZONE) < last:
        day += timedelta(days=1)
        yield day
