"""Series: at which times they take place, and what makes no series."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from network_core.events.models import Event, Occurrence
from network_core.events.recurrence import MOST, Repeats
from network_core.networks.models import Network
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


def at(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BERLIN)


def series(repeats: str, first: datetime, until: date, **values: object) -> Event:
    return EventFactory(
        begin=first,
        end=first + timedelta(hours=2),
        repeats=repeats,
        repeats_until=until,
        **values,
    )


def days(event: Event) -> list[str]:
    rows = event.occurrences.order_by("begin")
    return [f"{timezone.localtime(row.begin, BERLIN):%d.%m. %H:%M}" for row in rows]


@pytest.mark.parametrize(
    ("repeats", "until", "expected"),
    [
        (Repeats.DAILY, date(2026, 12, 10), ["08.12.", "09.12.", "10.12."]),
        (Repeats.WEEKLY, date(2026, 12, 22), ["08.12.", "15.12.", "22.12."]),
        (Repeats.FORTNIGHTLY, date(2027, 1, 5), ["08.12.", "22.12.", "05.01."]),
        (Repeats.MONTHLY_WEEKDAY, date(2027, 2, 9), ["08.12.", "12.01.", "09.02."]),
        (Repeats.MONTHLY_DATE, date(2027, 2, 28), ["08.12.", "08.01.", "08.02."]),
        (Repeats.YEARLY, date(2028, 12, 8), ["08.12.", "08.12.", "08.12."]),
    ],
)
def test_a_series_takes_place_on_its_days(repeats: str, until: date, expected: list[str]) -> None:
    event = series(repeats, at(2026, 12, 8), until)
    event.full_clean()
    assert [day[:6] for day in days(event)] == expected


def test_the_last_weekday_of_a_month_has_to_be_the_last_one() -> None:
    assert [
        day[:6] for day in days(series(Repeats.MONTHLY_LAST, at(2026, 12, 29), date(2027, 2, 28)))
    ] == ["29.12.", "26.01.", "23.02."]
    wrong = series(Repeats.MONTHLY_LAST, at(2026, 12, 8), date(2027, 2, 28))
    with pytest.raises(ValidationError) as refused:
        wrong.full_clean()
    assert "repeats" in refused.value.message_dict


def test_ten_o_clock_stays_ten_o_clock_when_the_clocks_change() -> None:
    event = series(Repeats.WEEKLY, at(2027, 3, 23), date(2027, 3, 30))
    assert days(event) == ["23.03. 10:00", "30.03. 10:00"]
    first, second = event.occurrences.order_by("begin")
    assert (second.begin - first.begin) == timedelta(days=7, hours=-1)
    assert second.end - second.begin == timedelta(hours=2)


def test_days_off_are_left_out_and_a_change_moves_the_rows() -> None:
    event = series(
        Repeats.WEEKLY, at(2026, 12, 8), date(2026, 12, 29), days_off=[date(2026, 12, 22)]
    )
    assert [day[:6] for day in days(event)] == ["08.12.", "15.12.", "29.12."]
    kept = event.occurrences.order_by("begin").first()
    event.repeats_until = date(2026, 12, 15)
    event.save()
    assert [day[:6] for day in days(event)] == ["08.12.", "15.12."]
    assert event.occurrences.order_by("begin").first() == kept
    event.delete()
    assert not Occurrence.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"repeats": Repeats.WEEKLY, "repeats_until": None}, "repeats_until"),
        ({"repeats": Repeats.ONCE, "repeats_until": date(2027, 1, 1)}, "repeats"),
        ({"repeats": Repeats.WEEKLY, "repeats_until": date(2026, 1, 1)}, "repeats_until"),
        ({"repeats": Repeats.WEEKLY, "repeats_until": date(2099, 1, 1)}, "repeats_until"),
        ({"repeats": Repeats.DAILY, "repeats_until": date(2028, 12, 8)}, "repeats_until"),
        (
            {
                "repeats": Repeats.WEEKLY,
                "repeats_until": date(2027, 1, 1),
                "precision": Event.Precision.MONTH,
            },
            "precision",
        ),
    ],
)
def test_what_makes_no_series_is_said_at_its_field(values: dict[str, object], field: str) -> None:
    event = EventFactory.build(begin=at(2026, 12, 8), end=at(2026, 12, 8, 12), **values)
    with pytest.raises(ValidationError) as refused:
        event.clean()
    assert field in refused.value.message_dict


def test_a_series_that_never_takes_place_is_refused() -> None:
    event = series(
        Repeats.WEEKLY,
        at(2026, 12, 8),
        date(2026, 12, 15),
        days_off=[date(2026, 12, 8), date(2026, 12, 15)],
    )
    with pytest.raises(ValidationError) as refused:
        event.clean()
    assert "repeats" in refused.value.message_dict


def test_the_database_keeps_a_bound_even_where_nobody_checks() -> None:
    assert len(days(series(Repeats.DAILY, at(2026, 1, 1), date(9999, 12, 31)))) == MOST
    with pytest.raises(IntegrityError), transaction.atomic():
        EventFactory(repeats=Repeats.WEEKLY, repeats_until=None)


def test_lists_know_the_next_time_and_the_last_one(network_a: Network) -> None:
    now = at(2026, 12, 9)
    running = series(Repeats.WEEKLY, at(2026, 12, 1), date(2026, 12, 15), network=network_a)
    over = series(Repeats.WEEKLY, at(2026, 11, 1), date(2026, 11, 15), network=network_a)
    (coming,) = Event.objects.public().upcoming(now)
    assert (coming, coming.when) == (running, "15. Dezember 2026, 10:00 bis 12:00 Uhr")
    (past,) = Event.objects.public().past(now)
    assert (past, past.when) == (over, "15. November 2026, 10:00 bis 12:00 Uhr")


@pytest.mark.parametrize(
    ("repeats", "words"),
    [
        (Repeats.WEEKLY, "jeden Dienstag, bis 15. Januar 2027"),
        (Repeats.FORTNIGHTLY, "alle zwei Wochen am Dienstag, bis 15. Januar 2027"),
        (Repeats.MONTHLY_WEEKDAY, "jeden zweiten Dienstag im Monat, bis 15. Januar 2027"),
        (Repeats.MONTHLY_DATE, "jeden Monat am 8., bis 15. Januar 2027"),
        (Repeats.YEARLY, "jedes Jahr am 8. Dezember, bis 15. Januar 2027"),
    ],
)
def test_the_rule_is_said_in_words(repeats: str, words: str) -> None:
    assert series(repeats, at(2026, 12, 8), date(2027, 1, 15)).repetition == words


def test_times_are_those_of_germany_whatever_the_reader_has_set() -> None:
    event = EventFactory(begin=at(2026, 12, 8), end=at(2026, 12, 8, 12))
    with timezone.override("America/New_York"):
        assert event.when == "8. Dezember 2026, 10:00 bis 12:00 Uhr"


def test_an_old_version_leaves_the_name_that_calendars_know() -> None:
    event = EventFactory()
    revision = event.save_revision()
    content = dict(revision.content)
    del content["uid"]
    revision.content = content
    revision.save()
    revision.publish()
    assert Event.objects.get(pk=event.pk).uid == event.uid
