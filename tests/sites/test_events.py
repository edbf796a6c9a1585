"""The public pages of events: lists, months, one event, and who may fetch calendars."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.models import Locale, Page

from network_core.events.models import CoHost, Event, EventFile
from network_core.events.recurrence import Repeats
from network_core.media.models import File
from network_core.networks.models import Network
from sites.models import EventIndexPage, HomePage
from tests.factories import CoHostFactory, EventFactory, PartnerFactory

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 2, 9, tzinfo=BERLIN)
LIST = "/de/veranstaltungen/"


@pytest.fixture(autouse=True)
def now() -> object:
    """A Wednesday in December."""
    with time_machine.travel(NOW, tick=False):
        yield


def with_events_page(network: Network) -> Network:
    """Give the network a home page and the page of its events."""
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title=network.name, slug=network.slug, locale=Locale.get_default())
    )
    home.add_child(instance=EventIndexPage(title="Veranstaltungen", slug="veranstaltungen"))
    network.site.root_page = home
    network.site.save()
    return network


@pytest.fixture
def ours(network_a: Network) -> Network:
    """A network with a page of events."""
    return with_events_page(network_a)


def get(network: Network, path: str = LIST, **headers: str) -> HttpResponse:
    return Client().get(path, headers={"host": network.site.hostname} | headers)


def page(network: Network, path: str = LIST) -> str:
    answer = get(network, path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def on(day: int, month: int = 12, year: int = 2026, **values: object) -> Event:
    begin = datetime(year, month, day, 10, tzinfo=BERLIN)
    return EventFactory(begin=begin, end=begin + timedelta(hours=2), **values)


def series(network: Network, until: date, **values: object) -> Event:
    return on(1, network=network, repeats=Repeats.WEEKLY, repeats_until=until, **values)


def test_every_coming_time_of_a_series_is_listed(ours: Network) -> None:
    series(ours, date(2026, 12, 15), title="Offener Treff")
    on(9, network=ours, title="Fachtag")
    text = page(ours)
    assert text.count("Offener Treff") == 2
    times = [
        text.index(found) for found in ("8. Dezember 2026, ", "Fachtag", "15. Dezember 2026, ")
    ]
    assert times == sorted(times)
    assert "1. Dezember 2026, 10:00" not in text
    assert "jeden Dienstag, bis 15. Dezember 2026" in text


def test_coming_and_past_events_are_cut_into_pages(ours: Network) -> None:
    series(ours, date(2027, 6, 30), title="Treff")
    assert page(ours).count("Treff</a>") == 20
    assert page(ours, f"{LIST}?p=2").count("Treff</a>") == 10
    for number in range(21):
        on(1, 11, network=ours, title=f"Vorbei {number}.")
    assert page(ours, f"{LIST}?past=1").count("Vorbei") == 20
    second = page(ours, f"{LIST}?past=1&p=2")
    assert second.count("Vorbei") == 1
    assert "Treff" not in second, "a series that goes on is not over"
    assert 'href="?past=1&amp;p=1"' in second


def test_a_month_shows_its_days_and_leads_to_those_beside_it(ours: Network) -> None:
    series(ours, date(2027, 2, 2), title="Treff", days_off=[date(2026, 12, 29)])
    EventFactory(
        network=ours,
        title="Reise",
        begin=datetime(2026, 11, 29, 10, tzinfo=BERLIN),
        end=datetime(2026, 12, 2, 10, tzinfo=BERLIN),
    )
    text = page(ours, f"{LIST}?monat=2026-12")
    assert "Dezember 2026</h2>" in text
    assert text.count("Treff</a>") == 4
    assert "Dienstag, 8. Dezember" in text
    assert "29. Dezember" not in text
    assert "Reise" in text
    assert 'href="?monat=2026-11"' in text
    assert 'href="?monat=2027-01"' in text
    assert "monat=2027-03" not in page(ours, f"{LIST}?monat=2027-02"), "the last one with events"
    assert "http://a-netz.localhost/de/veranstaltungen/?monat=2026-12" in text


def test_an_event_of_an_unknown_day_stands_before_the_days(ours: Network) -> None:
    EventFactory(
        network=ours,
        title="Ungefähr",
        precision="month",
        begin=datetime(2026, 12, 1, tzinfo=BERLIN),
        end=datetime(2026, 12, 31, 23, 59, tzinfo=BERLIN),
    )
    text = page(ours, f"{LIST}?monat=2026-12")
    assert text.index("Tag nicht bekannt") < text.index("Ungefähr")
    assert "Dienstag, 1. Dezember" not in text
    assert '<time datetime="2026-12">Dezember 2026</time>' in text


@pytest.mark.parametrize(
    "month",
    ["2026-13", "2026-1", "", "2026-12-01", "x", "٢٠٢٦-12", "2026-11", "2027-02", "0001-01"],
)
def test_there_are_no_months_without_end(ours: Network, month: str) -> None:
    on(9, 1, 2027, network=ours)
    assert get(ours, f"{LIST}?monat={month}").status_code == 404


def test_without_events_there_is_this_month_only(ours: Network) -> None:
    text = page(ours, f"{LIST}?monat=2026-12")
    assert "In diesem Monat ist nichts eingetragen." in text
    assert 'rel="next"' not in text


def test_hosts_show_the_event_in_their_calendars_too(
    ours: Network, network_b: Network, umbrella: Network
) -> None:
    event = on(9, network=network_b, title="Gemeinsam")
    on(9, network=network_b, title="Nur in B")
    co_host = CoHostFactory(event=event, network=ours)
    for status in ("asked", "declined", "withdrawn"):
        CoHost.objects.update(status=status)
        assert "Gemeinsam" not in page(ours), f"{status}: only an acceptance is public"
        assert "Netzwerk A</a>" not in page(ours, event.get_path("de"))
    co_host.status = CoHost.Status.ACCEPTED
    co_host.save()
    assert "Gemeinsam" in page(ours)
    assert "Nur in B" not in page(ours)
    assert "Gemeinsam" in page(ours, f"{LIST}?monat=2026-12")
    feed = Calendar.from_ical(get(ours, f"{LIST}kalender.ics").content)
    assert [str(entry["SUMMARY"]) for entry in feed.walk("VEVENT")] == ["Gemeinsam"]
    text = page(ours, event.get_path("de"))
    assert "Netzwerk A</a>" in text
    assert "Netzwerk B</a>" in text
    assert event.get_canonical_url("de") in text
    assert set(Event.objects.shown_by(umbrella)) == set(Event.objects.all())


def test_the_page_says_all_that_visitors_need(ours: Network) -> None:
    event = on(
        9,
        network=ours,
        title="Frühstück",
        audience="Alle",
        cost_note="kostenlos",
        childcare_note="ab 3 Jahren",
        accessibility_note="Zugang ohne Stufen",
        contact_name="Frau Büro",
        contact_phone="0551 123456",
        contact_email="buero@example.org",
        registration_note="bis 3. Dezember",
        registration_email="anmeldung@example.org",
        registration_url="https://example.org/anmeldung",
        place_to_be_announced=True,
    )
    event.hosts.add(
        PartnerFactory(name="Bücherei"), PartnerFactory(name="Geheimer Entwurf", live=False)
    )
    event.save()
    text = page(ours, event.get_path("de"))
    for said in (
        *("Alle", "kostenlos", "ab 3 Jahren", "Zugang ohne Stufen", "Frau Büro", "Bücherei"),
        *("tel:+49551123456", "mailto:buero@example.org", "mailto:anmeldung@example.org"),
        *("https://example.org/anmeldung", "Ort wird noch bekannt gegeben", "termin.ics"),
    ):
        assert said in text, said
    assert "Geheimer Entwurf" not in text


def test_what_is_cancelled_says_so_everywhere_and_takes_no_registration(ours: Network) -> None:
    event = on(9, network=ours, is_cancelled=True, registration_email="anmeldung@example.org")
    assert "Abgesagt" in page(ours)
    assert "Abgesagt" in page(ours, f"{LIST}?monat=2026-12")
    text = page(ours, event.get_path("de"))
    assert "Diese Veranstaltung findet nicht statt." in text
    assert "anmeldung@example.org" not in text


def test_what_is_over_promises_no_place_any_more(ours: Network) -> None:
    event = on(9, 11, network=ours, place_name="Hannover", place_to_be_announced=True)
    for text in (page(ours, f"{LIST}?past=1"), page(ours, event.get_path("de"))):
        assert "Hannover" in text
        assert "Ort wird noch bekannt gegeben" not in text


def test_afterwards_the_page_has_its_documentation(ours: Network) -> None:
    event = on(9, 11, network=ours, documentation="<p>Wir haben viel <b>gelernt</b>.</p>")
    file = File.objects.create(title="Folien", file=ContentFile(b"Text", name="folien.txt"))
    event.files.set([EventFile(file=file)])
    event.save()
    text = page(ours, event.get_path("de"))
    assert "Rückblick" in text
    assert "<b>gelernt</b>" in text
    assert file.url in text
    assert "(TXT" in text
    assert "termin.ics" not in text, "nobody notes what is over"


def test_nothing_that_is_not_public_is_anywhere(ours: Network, network_b: Network) -> None:
    draft = on(9, network=ours, title="Geheim", live=False)
    CoHostFactory(event=draft, network=network_b, status="accepted")
    on(9, network=ours, title="Bekannt")
    for path in (LIST, f"{LIST}?monat=2026-12", f"{LIST}?past=1", f"{LIST}kalender.ics"):
        assert "Geheim" not in page(ours, path), path
    assert get(ours, draft.get_path("de")).status_code == 404
    assert get(ours, f"{draft.get_path('de')}termin.ics").status_code == 404
    assert "Geheim" not in page(network_b, f"{LIST}kalender.ics")


def test_calendars_are_answered_as_such(ours: Network) -> None:
    event = on(9, network=ours, slug="fruehstueck")
    feed = get(ours, f"{LIST}kalender.ics")
    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    assert feed["Content-Disposition"] == 'inline; filename="a-netz-veranstaltungen.ics"'
    one = get(ours, f"{event.get_path('de')}termin.ics")
    assert one["Content-Disposition"] == 'attachment; filename="fruehstueck.ics"'
    for answer in (feed, one):
        assert "max-age=900" in answer["Cache-Control"]
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
    again = get(ours, f"{LIST}kalender.ics", **{"if-none-match": feed["ETag"]})
    assert again.status_code == 304
    assert get(ours, f"/en{LIST[3:]}kalender.ics").status_code == 404, "a language it lacks"
    assert Client().post(
        f"{LIST}kalender.ics", headers={"host": ours.site.hostname}
    ).status_code in (403, 405)


def test_the_feed_leaves_out_what_is_long_over(ours: Network) -> None:
    on(9, 1, title="Alt", network=ours)
    on(1, 11, title="Neulich", network=ours)
    series(ours, date(2026, 12, 30), title="Reihe")
    feed = Calendar.from_ical(get(ours, f"{LIST}kalender.ics").content)
    assert {str(entry["SUMMARY"]) for entry in feed.walk("VEVENT")} == {"Neulich", "Reihe"}
    assert feed["NAME"] == "Veranstaltungen: Netzwerk A"
    assert feed["X-WR-CALNAME"] == feed["NAME"]


@pytest.mark.parametrize(
    "path", [LIST, f"{LIST}?monat=2026-12", f"{LIST}?past=1", f"{LIST}kalender.ics"]
)
def test_the_number_of_queries_does_not_grow_with_the_events(
    ours: Network, network_b: Network, path: str
) -> None:
    def make() -> None:
        for event in (
            series(ours, date(2026, 12, 30), days_off=[date(2026, 12, 8)]),
            on(9, network=network_b),
            on(1, 11, network=ours),
        ):
            event.hosts.add(PartnerFactory(steward=ours))
            event.save()
            CoHostFactory(event=event, network=ours, status="accepted")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page(ours, path)
        return len(found)

    make()
    queries()
    few = queries()
    make()
    make()
    assert queries() == few


def test_the_page_of_an_event_asks_a_fixed_number_of_questions(ours: Network) -> None:
    def queries(event: Event) -> int:
        with CaptureQueriesContext(connection) as found:
            page(ours, event.get_path("de"))
        return len(found)

    def make(count: int) -> Event:
        event = series(
            ours, date(2027, 2, 2), days_off=[date(2026, 12, 8 + 7 * n) for n in range(count)]
        )
        event.hosts.set([PartnerFactory(steward=ours) for _ in range(count)])
        files = [
            File.objects.create(title=f"Folien {n}", file=ContentFile(b"Text", name=f"{n}.txt"))
            for n in range(count)
        ]
        event.files.set([EventFile(file=file) for file in files])
        event.save()
        for _ in range(count):
            CoHostFactory(event=event, status="accepted")
        return event

    few, many = make(1), make(3)
    queries(few)
    assert queries(few) == queries(many)
