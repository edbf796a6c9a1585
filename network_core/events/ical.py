"""Events as iCalendar (RFC 5545), for the calendars of visitors."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vRecur
from wagtail.rich_text import get_text_for_indexing

from network_core.events.models import Event as NetworkEvent
from network_core.events.timing import ZONE, Precision, local
from network_core.words.typesetting import shown

PRODUCT = "-//Netzwerke für Alleinerziehende//Veranstaltungen//DE"
REFRESH = timedelta(hours=12)

_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
# Allowed in no text of a calendar, and dangerous in those readers that take them for line ends.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def one_calendar(event: NetworkEvent) -> bytes:
    """A calendar of one event, to be added to the visitor's own."""
    return _written(_calendar([event]), [event])


def feed_calendar(events: Iterable[NetworkEvent], name: str, source: str) -> bytes:
    """A calendar to subscribe to: `name` is shown to the reader, `source` is its full address."""
    events = list(events)
    calendar = _calendar(events)
    calendar.add("name", shown(line(name)))
    # Older than NAME and REFRESH-INTERVAL (RFC 7986), and still what most programs read.
    calendar.add("x-wr-calname", shown(line(name)))
    calendar.add("x-wr-timezone", str(ZONE))
    calendar.add("source", source, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH.seconds // 3600}H")
    return _written(calendar, events)


def text(value: object) -> str:
    """`value` with ordinary line breaks and without control characters."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", str(value)))


def line(value: object) -> str:
    """`value` on one line."""
    return " ".join(text(value).split())


def _calendar(events: Iterable[NetworkEvent]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    return calendar


def _written(calendar: Calendar, events: list[NetworkEvent]) -> bytes:
    """The finished calendar: the rules of the time zone first, as far as they are needed."""
    timed = [local(event.begin).year for event in events if event.precision == Precision.TIME]
    if timed:
        begin = date(min(timed), 1, 1)
        calendar.add_component(Timezone.from_tzid(str(ZONE), first_date=begin))
    for event in events:
        calendar.add_component(_entry(event))
    written: bytes = calendar.to_ical()
    return written


def _entry(event: NetworkEvent) -> Event:
    """One event; a series is one entry with its rule."""
    words = event.words
    entry = Event()
    entry.add("uid", str(event.uid))
    changed = event.updated_at.astimezone(UTC).replace(microsecond=0)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    # Grows with every change, so that a program takes the newer one of two versions.
    entry.add("sequence", int(changed.timestamp()) // 60)
    _add_times(entry, event)
    title = shown(line(words.title))
    entry.add("summary", title, parameters={"LANGUAGE": event.words_language})
    entry.add("description", shown(_description(event)))
    if place := _place(event):
        entry.add("location", shown(place))
    entry.add("url", event.get_canonical_url())
    if contact := _contact(event):
        entry.add("contact", shown(contact))
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if event.is_cancelled else "OPAQUE")
    return entry


def _add_times(entry: Event, event: NetworkEvent) -> None:
    """Begin, end and rule: whole days where no more than the day is known."""
    begin, end = local(event.begin), local(event.end)
    timed = event.precision == Precision.TIME
    if timed:
        entry.add("dtstart", begin)
        entry.add("dtend", end)
    else:
        entry.add("dtstart", begin.date())
        # The end of whole days is the first day that is free again.
        midnight = end.time() == time() and end > begin
        entry.add("dtend", end.date() + timedelta(days=0 if midnight else 1))
    if not event.is_series or event.repeats_until is None:
        return
    rule = vRecur.from_ical(event.rule)
    last_moment = datetime.combine(event.repeats_until, time(23, 59, 59), ZONE)
    rule["UNTIL"] = [last_moment.astimezone(UTC) if timed else event.repeats_until]
    entry.add("rrule", rule)
    if days := event.days_without:
        without = [datetime.combine(day, begin.time(), ZONE) for day in days] if timed else days
        parameters = {} if timed else {"VALUE": "DATE"}
        entry.add("exdate", without, parameters=parameters)


def _description(event: NetworkEvent) -> str:
    words = event.words
    named = [
        (_("Für wen"), words.audience),
        (_("Kosten"), words.cost_note),
        (_("Barrierefreiheit des Ortes"), words.accessibility_note),
        (_("Kinderbetreuung"), words.childcare_note),
        (_("Anmeldung"), words.registration_note),
        (_("Anmeldung auf einer Website"), event.registration_url),
        (_("Anmeldung per E-Mail"), event.registration_email),
        (_("Online teilnehmen"), event.online_url),
    ]
    parts = [
        _("Abgesagt") if event.is_cancelled else "",
        words.summary,
        get_text_for_indexing(words.description) if words.description else "",
        "\n".join(f"{name}: {value}" for name, value in named if value),
        event.get_canonical_url(),
    ]
    return "\n\n".join(text(part).strip() for part in parts if part)


def _place(event: NetworkEvent) -> str:
    parts = [
        event.place_name,
        ", ".join(text(event.place_address).splitlines()),
        _("Ort wird noch bekannt gegeben") if event.place_to_be_announced else "",
        _("Online") if event.is_online else "",
    ]
    return ", ".join(line(part) for part in parts if part)


def _contact(event: NetworkEvent) -> str:
    parts = (event.contact_name, event.contact_phone, event.contact_email)
    return ", ".join(line(part) for part in parts if part)
