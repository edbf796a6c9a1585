"""What a calendar program reads from our calendars."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from django.test import Client
from icalendar import Calendar

from network_core.events.models import Event
from network_core.events.recurrence import Repeats
from network_core.networks.models import Network
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 12, 8, 10, tzinfo=BERLIN)
END = datetime(2026, 12, 8, 12, tzinfo=BERLIN)
NASTY = "Müller, Söhne; \\n Käse\r\nATTENDEE:mailto:boese@example.org\rX-A:1\u2028X-B:2\x0b"


def raw(network: Network, path: str) -> bytes:
    answer = Client().get(f"/de/veranstaltungen/{path}", headers={"host": network.site.hostname})
    assert answer.status_code == 200
    return answer.content


def entries(network: Network, path: str) -> list[dict]:
    return list(Calendar.from_ical(raw(network, path)).walk("VEVENT"))


def entry_of(event: Event) -> dict:
    (entry,) = entries(event.network, f"{event.slug}/termin.ics")
    return entry


def test_an_entry_says_what_the_page_says(network_a: Network) -> None:
    event = EventFactory(
        network=network_a,
        title="Frühstück für Einelternfamilien",
        summary="Mit Kaffee, Tee und Brötchen; für alle",
        description="<p>Wir reden über <b>Wege</b> &amp; Umwege.</p>",
        begin=BEGIN,
        end=END,
        place_name="Rathaus",
        place_address="Hauptstraße 1\n37073 Göttingen",
        accessibility_note="Aufzug",
        childcare_note="ab 3 Jahren",
        contact_name="Büro, 2. Stock",
        contact_phone="0551 123",
    )
    entry = entry_of(event)
    assert entry["SUMMARY"] == "Frühstück für Einelternfamilien"
    assert entry.decoded("DTSTART") == BEGIN
    assert entry["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert entry.decoded("DTEND") == END
    assert entry["LOCATION"] == "Rathaus, Hauptstraße 1, 37073 Göttingen"
    assert entry["CONTACT"] == "Büro, 2. Stock, 0551 123"
    for said in ("Mit Kaffee, Tee und Brötchen; für alle", "Wege & Umwege", "Aufzug", "ab 3"):
        assert said in entry["DESCRIPTION"].replace("  ", " ")
    assert entry["URL"] == event.get_canonical_url("de")
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["UID"] == str(event.uid)
    stamp = entry.decoded("DTSTAMP")
    assert stamp.utcoffset() == timedelta(0)
    assert stamp == event.updated_at.replace(microsecond=0)


def test_nothing_that_is_entered_breaks_out_of_its_line(network_a: Network) -> None:
    event = EventFactory(network=network_a, title="T")
    # Past every form and validator, as an import or a bug would write it.
    Event.objects.filter(pk=event.pk).update(
        title=NASTY,
        summary=NASTY,
        place_name=NASTY,
        place_address=NASTY,
        contact_name=NASTY,
        cost_note=NASTY,
        registration_url=f"https://example.org/\r\n{NASTY}",
    )
    Network.objects.filter(pk=network_a.pk).update(name=NASTY)
    for path in ("kalender.ics", f"{event.slug}/termin.ics"):
        content = raw(network_a, path)
        assert b"\r" not in content.replace(b"\r\n", b"")
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        unfolded = content.replace(b"\r\n ", b"").split(b"\r\n")
        assert not [line for line in unfolded if line.startswith((b"ATTENDEE", b"X-A", b"X-B"))]
        (entry,) = Calendar.from_ical(content).walk("VEVENT")
        assert "ATTENDEE" not in entry
        assert entry["SUMMARY"] == (
            "Müller, Söhne; \\n Käse ATTENDEE:mailto:boese@example.org X-A:1 X-B:2"
        )
        assert "Müller, Söhne; \\n Käse\nATTENDEE" in entry["DESCRIPTION"]


def test_a_series_is_one_entry_with_its_rule(network_a: Network) -> None:
    event = EventFactory(
        network=network_a,
        begin=BEGIN,
        end=END,
        repeats=Repeats.MONTHLY_WEEKDAY,
        repeats_until=date(2027, 6, 30),
        days_off=[date(2027, 1, 12)],
    )
    entry = entry_of(event)
    assert entry["RRULE"] == {
        "FREQ": ["MONTHLY"],
        "BYDAY": ["2TU"],
        "UNTIL": [datetime(2027, 6, 30, 21, 59, 59, tzinfo=UTC)],
    }
    assert [day.dt for day in entry["EXDATE"].dts] == [datetime(2027, 1, 12, 10, tzinfo=BERLIN)]
    zones = list(Calendar.from_ical(raw(network_a, "kalender.ics")).walk("VTIMEZONE"))
    assert [zone["TZID"] for zone in zones] == ["Europe/Berlin"]


def test_the_rule_means_the_times_that_the_pages_show(network_a: Network) -> None:
    event = EventFactory(
        network=network_a,
        begin=datetime(2027, 3, 2, 18, tzinfo=BERLIN),
        end=datetime(2027, 3, 2, 20, tzinfo=BERLIN),
        repeats=Repeats.WEEKLY,
        repeats_until=date(2027, 4, 13),
    )
    entry = entry_of(event)
    rule = entry["RRULE"].to_ical().decode()
    times = rrulestr(rule, dtstart=entry.decoded("DTSTART").replace(tzinfo=BERLIN))
    assert list(times) == [row.begin for row in event.occurrences.all()]


@pytest.mark.parametrize(
    ("precision", "begin", "end", "first", "free_again"),
    [
        ("day", (2026, 12, 8, 0, 0), (2026, 12, 8, 23, 59), (2026, 12, 8), (2026, 12, 9)),
        ("day", (2026, 12, 8, 0, 0), (2026, 12, 10, 0, 0), (2026, 12, 8), (2026, 12, 10)),
        ("month", (2026, 12, 1, 0, 0), (2026, 12, 31, 23, 59), (2026, 12, 1), (2027, 1, 1)),
    ],
)
def test_what_is_not_known_to_the_hour_is_a_matter_of_days(
    network_a: Network, precision: str, begin: tuple, end: tuple, first: tuple, free_again: tuple
) -> None:
    event = EventFactory(
        network=network_a,
        precision=precision,
        begin=datetime(*begin, tzinfo=BERLIN),
        end=datetime(*end, tzinfo=BERLIN),
    )
    entry = entry_of(event)
    assert entry.decoded("DTSTART") == date(*first)
    assert entry.decoded("DTEND") == date(*free_again)


def test_a_series_of_days_ends_and_pauses_on_days(network_a: Network) -> None:
    event = EventFactory(
        network=network_a,
        precision="day",
        begin=datetime(2026, 12, 8, tzinfo=BERLIN),
        end=datetime(2026, 12, 8, 23, 59, tzinfo=BERLIN),
        repeats=Repeats.WEEKLY,
        repeats_until=date(2026, 12, 22),
        days_off=[date(2026, 12, 15)],
    )
    content = raw(network_a, f"{event.slug}/termin.ics").decode()
    assert "UNTIL=20261222;" in content
    assert "EXDATE;VALUE=DATE:20261215\r\n" in content


def test_a_cancelled_event_is_told_as_cancelled(network_a: Network) -> None:
    event = EventFactory(network=network_a)
    before = entry_of(event)
    event.is_cancelled = True
    event.save()
    after = entry_of(event)
    assert after["STATUS"] == "CANCELLED"
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] >= before["SEQUENCE"]


def test_the_name_of_an_entry_outlives_its_address(network_a: Network) -> None:
    event = EventFactory(network=network_a)
    before = entry_of(event)["UID"]
    event.slug = "anders"
    event.save()
    assert entry_of(event)["UID"] == before
