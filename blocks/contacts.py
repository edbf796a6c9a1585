"""What a contact card shows of a record: its own ways of contact and those of the network."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from network_core.directory.models import ContactPoint, Offer, Partner
from network_core.directory.visibility import is_hidden
from network_core.networks.models import Network


@dataclass(frozen=True)
class Contact:
    """A public record, ready to be shown on the site of one network.

    `language` is set where title and summary are in German on a page in another language.
    """

    record: Any
    title: str
    summary: str
    path: str
    language: str
    provider: str = ""
    address: list[str] = field(default_factory=list)
    contacts: list[ContactPoint] = field(default_factory=list)
    note: str = ""
    hours: str = ""
    is_example: bool = False


def contact_for(record: Partner | Offer | None, network: Network | None) -> Contact | None:
    """The contact of a record, or None when the public, or this site, must not see it."""
    if record is None or not record.live or is_hidden(record, network):
        return None
    if isinstance(record, Offer):
        return None if record.is_expired else _of_offer(record, network)
    return _of_partner(record, network)


def _of_partner(partner: Partner, network: Network | None) -> Contact:
    local, note = _local(partner, network)
    words = partner.words
    return Contact(
        record=partner,
        title=partner.name,
        summary=words.summary,
        path=partner.get_path(),
        language=_language(partner, words),
        address=_lines(partner.street, partner.postal_code, partner.city),
        contacts=local + _partner_contacts(partner),
        note=note,
        is_example=partner.is_example,
    )


def _of_offer(offer: Offer, network: Network | None) -> Contact:
    """An offer without contacts of its own is reached through its partner, if that is public."""
    local, note = _local(offer, network)
    words = offer.words
    partner = offer.partner if offer.partner and offer.partner.live else None
    contacts = list(offer.contacts.all())
    if not contacts and partner:
        contacts = _partner_contacts(partner)
    place = next(iter(offer.places.all()), None)
    address: list[str] = []
    if place and place.is_protected:
        address = [place.city]
    elif place:
        address = [place.name] if place.name else []
        address += _lines(place.street, place.postal_code, place.city)
    return Contact(
        record=offer,
        title=words.title,
        summary=words.summary,
        path=offer.get_path(),
        language=_language(offer, words),
        provider=partner.name if partner else "",
        address=address,
        contacts=local + contacts,
        note=note,
        hours=offer.opening_status,
        is_example=offer.is_example,
    )


def _language(record: Partner | Offer, words: Any) -> str:
    german = settings.LANGUAGE_CODE
    return german if words is record and get_language() != german else ""


def _lines(street: str, postal_code: str, city: str) -> list[str]:
    return [line for line in (street, f"{postal_code} {city}".strip()) if line]


def _points(phone: str, email: str, website: str = "") -> list[ContactPoint]:
    kinds = ContactPoint.Kind
    values = [(kinds.PHONE, phone), (kinds.EMAIL, email), (kinds.WEB, website)]
    return [ContactPoint(kind=kind, value=value) for kind, value in values if value]


def _partner_contacts(partner: Partner) -> list[ContactPoint]:
    return _points(partner.phone, partner.email, partner.website)


def _local(record: Partner | Offer, network: Network | None) -> tuple[list[ContactPoint], str]:
    """What this network, and no other, adds to the record."""
    if record.pk is None or network is None:
        return [], ""
    for note in record.local_notes.all():
        if note.network_id == network.pk:
            return _points(note.phone, note.email), note.words.text
    return [], ""
