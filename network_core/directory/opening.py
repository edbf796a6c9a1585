"""Reading opening hours: what holds on a day, and what to tell a visitor now."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network_core.directory.models.hours import OpeningHours

LOOK_AHEAD_DAYS = 14


def spans_on(hours: Iterable[OpeningHours], day: date) -> list[OpeningHours]:
    """The spans of opening on `day`, earliest first; empty when closed.

    Rows with a period replace the weekly rows on the days that they cover.
    """
    todays = [row for row in hours if _holds_on(row, day)]
    exceptions = [row for row in todays if row.is_exception]
    rows = exceptions or todays
    return sorted(
        (row for row in rows if row.opens is not None),
        key=lambda row: row.opens,  # type: ignore[arg-type,return-value]
    )


def _holds_on(row: OpeningHours, day: date) -> bool:
    if row.weekday is not None and row.weekday != day.weekday():
        return False
    if row.valid_from is not None and day < row.valid_from:
        return False
    return row.valid_through is None or day <= row.valid_through


def opening_status(hours: Iterable[OpeningHours], now: datetime) -> str:
    """One line for a visitor at the local time `now`: „heute bis 16 Uhr“, „öffnet morgen um 9 Uhr“.

    Empty when no hours are known.
    """
    rows = list(hours)
    if not rows:
        return ""
    today, moment = now.date(), now.time()
    for span in spans_on(rows, today):
        if span.opens is None or span.closes is None:
            continue
        if span.opens <= moment < span.closes:
            return _("heute bis %(time)s Uhr") % {"time": clock(span.closes)}
        if moment < span.opens:
            return _("heute ab %(time)s Uhr") % {"time": clock(span.opens)}
    for ahead in range(1, LOOK_AHEAD_DAYS + 1):
        day = today + timedelta(days=ahead)
        if spans := spans_on(rows, day):
            opens = clock(spans[0].opens or time.min)
            if ahead == 1:
                return _("öffnet morgen um %(time)s Uhr") % {"time": opens}
            weekday = date_format(day, "l")
            if ahead < 7:
                return _("öffnet am %(day)s um %(time)s Uhr") % {"day": weekday, "time": opens}
            return _("öffnet am %(day)s um %(time)s Uhr") % {
                "day": date_format(day, "MONTH_DAY_FORMAT"),
                "time": opens,
            }
    return _("zurzeit geschlossen")


def clock(value: time) -> str:
    """A time of day as Germans say it: 16, or 16:30."""
    return f"{value.hour}:{value.minute:02}" if value.minute else str(value.hour)


def week_of(hours: Iterable[OpeningHours]) -> list[tuple[str, list[OpeningHours]]]:
    """The weekly hours as `(weekday, spans)`, only the days that have any, Monday first."""
    rows = [row for row in hours if not row.is_exception and not row.is_closure]
    return [
        (str(weekday.label), spans)
        for weekday in OpeningHours.Weekday
        if (
            spans := sorted(
                (row for row in rows if row.weekday == weekday), key=lambda r: r.opens or time.min
            )
        )
    ]
