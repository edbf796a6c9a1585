"""Partners, offers and events from a network's text files."""

from datetime import date, time
from typing import Any

from django.db import models

from network_core.directory.models import (
    ContactPoint,
    Membership,
    Offer,
    OfferLanguage,
    OfferPlace,
    OpeningHours,
    Partner,
    Selection,
    ServiceArea,
    Verification,
)
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.events.models import CoHost, Event, EventDayOff
from network_core.networks.models import Network
from network_core.networks.regions import normalise_region_key
from network_core.taxonomy.models import Term
from sites.provisioning.files import ContentError, TextFile
from sites.provisioning.markdown import LinkResolver, to_html

WEEKDAYS = {day: number for number, day in enumerate(("mo", "tu", "we", "th", "fr", "sa", "su"))}
OFFER_EXTRAS = {
    *SCHEME_FIELDS.values(),
    *("partner", "languages", "areas", "postcodes", "documents", "steps"),
    *("contacts", "places", "hours", "verification"),
}
HOURS_KEYS = {"weekdays", "opens", "closes", "valid_from", "valid_through"}
EVENT_EXTRAS = {"hosts", "host_networks", "days_off", "documentation"}


def plain_fields(model: type[models.Model], file: TextFile, extras: set[str]) -> dict[str, Any]:
    """The values of plain fields; unknown keys are an error, so that no fact gets lost silently."""
    known = {field.name for field in model._meta.concrete_fields}
    if unknown := set(file.data) - known - extras - {"slug"}:
        raise ContentError(f"{file.path.name}: unknown keys {', '.join(sorted(unknown))}")
    return {key: value for key, value in file.data.items() if key in known - extras - {"slug"}}


def find_terms(scheme: str, slugs: list[str]) -> list[Term]:
    """The terms with these slugs. Raises `ContentError` naming those that do not exist."""
    terms = list(Term.objects.filter(scheme_id=scheme, slug__in=slugs))
    if missing := set(slugs) - {term.slug for term in terms}:
        raise ContentError(f"unknown terms of {scheme}: {', '.join(sorted(missing))}")
    return terms


def create_partner(network: Network, file: TextFile) -> Partner:
    """The partner of `file` with its membership, published; an existing one only joins."""
    partner = Partner.objects.filter(slug=file.slug).first()
    if partner is None:
        values = plain_fields(Partner, file, {"role", "since", "until"})
        partner = Partner(slug=file.slug, steward=network, description=file.text, **values)
        partner.full_clean(exclude=["latest_revision"])
        partner.save()
        partner.save_revision().publish()
    if not Membership.objects.filter(network=network, partner=partner).exists():
        membership = Membership(
            network=network,
            partner=partner,
            role=file.data.get("role", Membership.Role.MEMBER),
            since=file.data.get("since"),
            until=file.data.get("until"),
        )
        membership.full_clean()
        membership.save()
    return partner


def create_offer(network: Network, file: TextFile, resolve: LinkResolver) -> Offer:
    """The offer of `file`, published; an existing one is left as it is."""
    if existing := Offer.objects.filter(slug=file.slug).first():
        return existing
    data = file.data
    offer = Offer(
        slug=file.slug,
        steward=network,
        description=to_html(file.text, resolve),
        documents="\n".join(data.get("documents", [])),
        steps="\n".join(data.get("steps", [])),
        partner=find_partner(data.get("partner"), file),
        **plain_fields(Offer, file, OFFER_EXTRAS),
    )
    rows: dict[str, list[models.Model]] = {
        "contacts": [ContactPoint(**row) for row in data.get("contacts", [])],
        "places": [OfferPlace(**row) for row in data.get("places", [])],
        "hours": [hours for row in data.get("hours", []) for hours in _hours(row)],
        "spoken_languages": [OfferLanguage(code=code) for code in data.get("languages", [])],
        "service_areas": [
            ServiceArea(key=normalise_region_key(key), postcode=postcode)
            for key in data.get("areas", [])
            for postcode in (data.get("postcodes") or [""])
        ],
    }
    for name, children in rows.items():
        for child in children:
            child.clean_fields(exclude={"offer"})
            child.clean()
        getattr(offer, name).set(children)
    offer.full_clean(exclude=["latest_revision"])
    offer.save()
    for scheme, field in SCHEME_FIELDS.items():
        setattr(offer, field, find_terms(scheme, data.get(field, [])))
    offer.save()
    offer.save_revision().publish()
    if "verification" in data:
        verification = Verification(offer=offer, **data["verification"])
        verification.full_clean()
        verification.save()
    return offer


def find_partner(slug: str | None, file: TextFile) -> Partner | None:
    """The partner with this slug; none for no slug. Raises `ContentError` if there is none."""
    if not slug:
        return None
    partner: Partner | None = Partner.objects.filter(slug=slug).first()
    if partner is None:
        raise ContentError(f"{file.path.name}: no partner {slug!r}")
    return partner


def _hours(row: dict[str, Any]) -> list[OpeningHours]:
    if unknown := set(row) - HOURS_KEYS:
        raise ContentError(f"hours: unknown keys {', '.join(sorted(unknown))}")
    times = {key: _time(row[key]) for key in ("opens", "closes") if key in row}
    period: dict[str, date] = {
        key: row[key] for key in ("valid_from", "valid_through") if key in row
    }
    return [
        OpeningHours(weekday=WEEKDAYS[day] if day else None, **times, **period)
        for day in row.get("weekdays") or [None]
    ]


def _time(value: time | str) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)


def create_event(network: Network, file: TextFile, resolve: LinkResolver) -> Event:
    """The event of `file`, published; an existing one is left as it is."""
    if existing := Event.objects.filter(slug=file.slug).first():
        return existing
    data = file.data
    values = plain_fields(Event, file, EVENT_EXTRAS)
    event = Event(
        slug=file.slug,
        network=network,
        description=to_html(file.text, resolve),
        documentation=to_html(data.get("documentation", ""), resolve),
        **values,
    )
    event.days_off.set([EventDayOff(day=day) for day in data.get("days_off", [])])
    event.full_clean(exclude=["latest_revision"])
    event.save()
    event.hosts = [find_partner(slug, file) for slug in data.get("hosts", [])]
    event.host_networks = _networks(data.get("host_networks", []), file)
    event.save()
    event.save_revision().publish()
    # The content of all networks comes with the product: who is named there was asked before.
    event.co_hosts.update(status=CoHost.Status.ACCEPTED)
    return event


def _networks(slugs: list[str], file: TextFile) -> list[Network]:
    """Networks that exist already: those whose folders are read before this one."""
    networks = list(Network.objects.filter(slug__in=slugs))
    if missing := set(slugs) - {network.slug for network in networks}:
        raise ContentError(f"{file.path.name}: no networks {', '.join(sorted(missing))} yet")
    return networks


def ensure_selection(network: Network, chosen: dict[str, list[str]]) -> None:
    """What the network shows of what is not its own: scheme → slugs of terms."""
    selection, is_new = Selection.objects.get_or_create(network=network)
    if is_new:
        selection.terms.set(
            term for scheme, slugs in chosen.items() for term in find_terms(scheme, slugs)
        )
