"""HSDS schedules (RFC 5545 rules with times of day) as weekly opening hours."""

from typing import Any

from django.utils.translation import gettext as _

from network_core.opendata.importing import values

DAYS = {day: number for number, day in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
MIDNIGHT, LAST_MINUTE = "00:00", "23:59"


class NotWeeklyError(ValueError):
    """A schedule that opening hours cannot say, such as every first Monday of a month."""


def weekly_rows(schedule: dict[str, Any]) -> list[list[Any]]:
    """The rows of opening hours that a schedule means.

    Raises `NotWeeklyError` for one that does not repeat every week, `ValueError` for one that
    cannot be read.
    """
    frequency = values.text(schedule.get("freq")).upper() or "WEEKLY"
    interval = schedule.get("interval") or 1
    unweekly = any(schedule.get(key) for key in ("bymonthday", "byyearday", "byweekno", "count"))
    if frequency not in ("WEEKLY", "DAILY") or interval != 1 or unweekly:
        raise NotWeeklyError(_("Nur wöchentliche Zeiten werden übernommen."))
    period = [
        day.isoformat() if day else None
        for day in (
            values.day(schedule.get("valid_from")),
            values.day(schedule.get("valid_to") or schedule.get("until")),
        )
    ]
    if not schedule.get("opens_at") or not schedule.get("closes_at"):
        raise NotWeeklyError(_("Zeiten ohne Anfang oder Ende werden nicht übernommen."))
    opens, closes = values.clock(schedule["opens_at"]), values.clock(schedule["closes_at"])
    return [
        row
        for weekday in _weekdays(schedule.get("byday"), daily=frequency == "DAILY")
        for row in day_rows(weekday, opens, closes, period)
    ]


def day_rows(weekday: int, opens: str, closes: str, period: list[str | None]) -> list[list[Any]]:
    """One span of a day; one that goes past midnight becomes two."""
    if closes == MIDNIGHT:
        closes = LAST_MINUTE
    if opens < closes:
        return [[weekday, opens, closes, *period]]
    if opens == closes:
        raise ValueError(_("Anfang und Ende sind gleich."))
    return [
        [weekday, opens, LAST_MINUTE, *period],
        [(weekday + 1) % 7, MIDNIGHT, closes, *period],
    ]


def _weekdays(byday: Any, *, daily: bool) -> list[int]:
    names = byday.split(",") if isinstance(byday, str) else byday or []
    if not isinstance(names, list):
        raise ValueError(_("Die Wochentage sind keine Liste wie MO,TU."))
    if not names:
        if daily:
            return list(DAYS.values())
        raise ValueError(_("Es fehlen die Wochentage."))
    found = []
    for name in names:
        day = name.strip().upper() if isinstance(name, str) else ""
        if day not in DAYS:
            if day[-2:] in DAYS:
                raise NotWeeklyError(_("Nur wöchentliche Zeiten werden übernommen."))
            raise ValueError(_("„%(day)s“ ist kein Wochentag.") % {"day": day[:20]})
        found.append(DAYS[day])
    return found
