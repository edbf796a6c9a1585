"""What stands on a network's leaflet, and which ten addresses it takes when nobody has chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from blocks.contacts import Contact, contact_for
from network_core.directory.models import (
    ContactPoint,
    LocalNote,
    Membership,
    Offer,
    OfferPlace,
    OpeningHours,
    Partner,
)
from network_core.directory.opening import week_of
from network_core.networks.models import Network

MOST = 10
# More different times, or ways of contact, than these do not fit into an address on paper.
MOST_TIMES = 3
MOST_CONTACTS = 4


@dataclass(frozen=True)
class Address:
    """One entry of a leaflet: the contact, and times that are still right when paper is read."""

    contact: Contact
    times: list[str]
    times_note: str

    @property
    def place(self) -> str:
        """The address in one line; whose it is has been said already."""
        return ", ".join(line for line in self.contact.address if line != self.contact.provider)

    @property
    def contacts(self) -> list[ContactPoint]:
        """The first ways of contact."""
        return self.contact.contacts[:MOST_CONTACTS]


def addresses_of(records: Iterable[Offer | Partner | None], network: Network) -> list[Address]:
    """The addresses of those records that the public may see on the network's site."""
    contacts = (contact_for(record, network) for record in records)
    return [_address(contact) for contact in contacts if contact]


def _address(contact: Contact) -> Address:
    record = contact.record
    if isinstance(record, Offer):
        return Address(contact, _times(record.hours.all()), record.words.hours_note)
    return Address(contact, [], "")


def _times(hours: Any) -> list[str]:
    """The weekly hours, neighbouring days with the same times together; none if too many."""
    spells: list[tuple[list[int], str]] = []
    for _label, spans in week_of(hours):
        day = int(spans[0].weekday or 0)
        times = ", ".join(f"{span.opens:%H:%M}–{span.closes:%H:%M}" for span in spans)
        if spells and spells[-1][1] == times and spells[-1][0][-1] == day - 1:
            spells[-1][0].append(day)
        else:
            spells.append(([day], times))
    lines = [f"{_days(days)} {times}" for days, times in spells]
    return lines if len(lines) <= MOST_TIMES else []


def _days(days: list[int]) -> str:
    names = [str(OpeningHours.Weekday(day).label) for day in days]
    if len(names) > 2:
        return _("%(first)s bis %(last)s") % {"first": names[0], "last": names[-1]}
    return ", ".join(names)


def usual_addresses(network: Network) -> list[Address]:
    """The ten addresses that a network's leaflet has as long as nobody has chosen any.

    First the network's own regional offers with a telephone number, mail address or place, then
    its partners that can be reached, the coordinating ones first, then national offers with a
    telephone number. Invented examples come last in each. The number of queries is fixed.
    """
    points = ContactPoint.objects.filter(offer=OuterRef("pk"))
    places = OfferPlace.objects.filter(offer=OuterRef("pk"))
    by_phone = Exists(points.filter(kind=ContactPoint.Kind.PHONE))
    reachable = Exists(points.exclude(kind=ContactPoint.Kind.WEB)) | Exists(places)
    shown = Offer.objects.shown_by(network)
    offers = list(
        shown.filter(Q(reachable, steward=network) | Q(by_phone, nationwide=True))
        .order_by("nationwide", "is_example", "title", "pk")
        .for_cards()
        .with_words()
        .prefetch_related("contacts", "places", "hours", _notes())[:MOST]
    )
    own = [offer for offer in offers if not offer.nationwide]
    records = [*own, *_partners(network)[: MOST - len(own)]]
    national = [offer for offer in offers if offer.nationwide]
    return addresses_of([*records, *national][:MOST], network)


def _notes() -> Prefetch:
    return Prefetch("local_notes", LocalNote.objects.with_words())


def _partners(network: Network) -> Any:
    members = Membership.objects.current().filter(network=network, partner=OuterRef("pk"))
    coordinating = members.filter(role=Membership.Role.COORDINATION)
    return (
        Partner.objects.reachable_on(network)
        .filter(~Q(phone="") | ~Q(email="") | ~Q(street="") | ~Q(website=""), Exists(members))
        .annotate(coordinates=Exists(coordinating))
        .order_by("is_example", "-coordinates", "name", "pk")
        .with_words()
        .prefetch_related(_notes())
    )
