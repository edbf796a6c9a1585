"""What visitors are told about opening hours."""

from datetime import date, datetime, time

import pytest

from network_core.directory.models import OpeningHours
from network_core.directory.opening import opening_status, spans_on

MONDAY = date(2026, 5, 4)


def hours(
    weekday: int | None, opens: int | None, closes: int | None, **period: date
) -> OpeningHours:
    """A row that needs no database."""
    return OpeningHours(
        weekday=weekday,
        opens=None if opens is None else time(opens),
        closes=None if closes is None else time(closes),
        **period,
    )


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in the week of Monday, 4 May 2026."""
    return datetime(2026, 5, day, hour, minute)  # noqa: DTZ001 - local time, as the rows are


WEEK = [hours(0, 9, 12), hours(0, 14, 16), hours(3, 10, 18)]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (at(4, 8), "heute ab 9 Uhr"),
        (at(4, 9), "heute bis 12 Uhr"),
        (at(4, 11, 59), "heute bis 12 Uhr"),
        (at(4, 12), "heute ab 14 Uhr"),
        (at(4, 16), "öffnet am Donnerstag um 10 Uhr"),
        (at(6, 20), "öffnet morgen um 10 Uhr"),
        (at(7, 17, 59), "heute bis 18 Uhr"),
    ],
)
def test_weekly_hours(now: datetime, said: str) -> None:
    assert opening_status(WEEK, now) == said


def test_nothing_is_said_without_hours() -> None:
    assert opening_status([], at(4, 9)) == ""


def test_half_hours_are_said_in_full() -> None:
    row = OpeningHours(weekday=0, opens=time(9, 30), closes=time(16, 15))
    assert opening_status([row], at(4, 10)) == "heute bis 16:15 Uhr"


def test_exception_replaces_the_weekly_hours_of_its_days() -> None:
    short = hours(None, 10, 11, valid_from=MONDAY, valid_through=MONDAY)
    assert opening_status([*WEEK, short], at(4, 10, 30)) == "heute bis 11 Uhr"
    assert opening_status([*WEEK, short], at(4, 15)) == "öffnet am Donnerstag um 10 Uhr"
    assert opening_status([*WEEK, short], at(7, 11)) == "heute bis 18 Uhr"


def test_closure_takes_the_day_away() -> None:
    holidays = hours(None, None, None, valid_from=MONDAY, valid_through=date(2026, 5, 8))
    assert spans_on([*WEEK, holidays], MONDAY) == []
    assert opening_status([*WEEK, holidays], at(4, 10)) == "öffnet am 11. Mai um 9 Uhr"


def test_long_closure_is_said_plainly() -> None:
    closed = hours(None, None, None, valid_from=MONDAY, valid_through=date(2026, 8, 1))
    assert opening_status([*WEEK, closed], at(4, 10)) == "zurzeit geschlossen"


def test_spans_come_in_the_order_of_the_day() -> None:
    assert [s.opens for s in spans_on([hours(0, 14, 16), hours(0, 9, 12)], MONDAY)] == [
        time(9),
        time(14),
    ]
