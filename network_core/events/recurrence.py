"""Events that take place again and again, as rules of RFC 5545.

Editors choose one of a few ways to repeat; the weekday or the day of the month is that of the
first time. The rule is expanded on the wall clock: 10 o'clock stays 10 o'clock in summer time.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import islice

from dateutil.rrule import rrulestr
from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.events.timing import ZONE, Span, local

MOST = 400
"""No event takes place more often than this: every day of a year."""
LONGEST = timedelta(days=5 * 366)

_DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Repeats(models.TextChoices):
    """How often an event takes place."""

    ONCE = "once", gettext_lazy("einmalig")
    DAILY = "daily", gettext_lazy("jeden Tag")
    WEEKLY = "weekly", gettext_lazy("jede Woche am selben Wochentag")
    FORTNIGHTLY = "fortnightly", gettext_lazy("alle zwei Wochen am selben Wochentag")
    MONTHLY_WEEKDAY = "monthly_weekday", gettext_lazy("jeden Monat, z. B. am zweiten Dienstag")
    MONTHLY_LAST = "monthly_last", gettext_lazy("jeden Monat, z. B. am letzten Dienstag")
    MONTHLY_DATE = "monthly_date", gettext_lazy("jeden Monat am selben Tag, z. B. am 15.")
    YEARLY = "yearly", gettext_lazy("jedes Jahr am selben Tag")


def rule_of(repeats: str, first: date) -> str:
    """The RRULE, without its end; empty for what takes place once."""
    day = _DAY_CODES[first.weekday()]
    return {
        Repeats.DAILY: "FREQ=DAILY",
        Repeats.WEEKLY: f"FREQ=WEEKLY;BYDAY={day}",
        Repeats.FORTNIGHTLY: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
        Repeats.MONTHLY_WEEKDAY: f"FREQ=MONTHLY;BYDAY={_week_of_month(first)}{day}",
        Repeats.MONTHLY_LAST: f"FREQ=MONTHLY;BYDAY=-1{day}",
        Repeats.MONTHLY_DATE: f"FREQ=MONTHLY;BYMONTHDAY={first.day}",
        Repeats.YEARLY: f"FREQ=YEARLY;BYMONTH={first.month};BYMONTHDAY={first.day}",
    }.get(Repeats(repeats), "")


def is_last_of_its_kind(day: date) -> bool:
    """Whether no further day of the month has the same weekday."""
    return (day + timedelta(days=7)).month != day.month


def expand(first: Span, rule: str, until: date, without: Collection[date] = ()) -> list[Span]:
    """All times of `rule` from the first one to the day `until`, in order; at most `MOST`."""
    begin, end = local(first.begin), local(first.end)
    wall, last = begin.replace(tzinfo=None), f"{until:%Y%m%d}T235959"
    # By the wall clock, so that an evening that ends at ten does so in winter too.
    length = max(end.replace(tzinfo=None) - wall, timedelta(0))
    times = rrulestr(f"{rule};UNTIL={last}", dtstart=wall)
    spans = []
    for time in islice(times, MOST):
        if time.date() in without:
            continue
        aware = time.replace(tzinfo=ZONE)
        spans.append(first if time == wall else Span(aware, _end(aware, time + length)))
    return spans


def is_too_often(first: Span, rule: str, until: date) -> bool:
    """Whether the rule means more times than an event may have."""
    wall = local(first.begin).replace(tzinfo=None)
    times = rrulestr(f"{rule};UNTIL={until:%Y%m%d}T235959", dtstart=wall)
    return next(islice(times, MOST, None), None) is not None


def _end(begin: datetime, wall: datetime) -> datetime:
    """The end, which the change of clocks must not put before the begin."""
    end = wall.replace(tzinfo=ZONE)
    return max(end, begin, key=datetime.timestamp)


def _week_of_month(day: date) -> int:
    return (day.day - 1) // 7 + 1


def rule_in_words(repeats: str, first: date, until: date) -> str:
    """„jeden zweiten Dienstag im Monat, bis 30. Juni 2027“, in the active language."""
    names = {
        "weekday": WEEKDAYS[first.weekday()],
        "day": first.day,
        "date": date_format(first, "MONTH_DAY_FORMAT"),
    }
    words = {
        Repeats.DAILY: _("jeden Tag"),
        Repeats.WEEKLY: _("jeden %(weekday)s"),
        Repeats.FORTNIGHTLY: _("alle zwei Wochen am %(weekday)s"),
        Repeats.MONTHLY_WEEKDAY: {
            1: _("jeden ersten %(weekday)s im Monat"),
            2: _("jeden zweiten %(weekday)s im Monat"),
            3: _("jeden dritten %(weekday)s im Monat"),
            4: _("jeden vierten %(weekday)s im Monat"),
            5: _("jeden fünften %(weekday)s im Monat"),
        }[_week_of_month(first)],
        Repeats.MONTHLY_LAST: _("jeden letzten %(weekday)s im Monat"),
        Repeats.MONTHLY_DATE: _("jeden Monat am %(day)s."),
        Repeats.YEARLY: _("jedes Jahr am %(date)s"),
    }[Repeats(repeats)]
    return _("%(rule)s, bis %(until)s") % {
        "rule": words % names,
        "until": date_format(until, "DATE_FORMAT"),
    }
