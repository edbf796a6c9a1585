"""Rules that the database itself holds, and the words in which forms tell them."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network_core.directory.models import (
    ContactPoint,
    LocalNote,
    Membership,
    OfferLanguage,
    OfferPlace,
    OpeningHours,
    ServiceArea,
)
from network_core.networks.models import Network
from tests.factories import (
    HiddenOfferFactory,
    LocalNoteFactory,
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db
LATER, EARLIER = date(2026, 5, 2), date(2026, 5, 1)


def refused_by_the_database(write: Callable[[], Any]) -> None:
    """Fail unless the database refuses."""
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


@pytest.mark.parametrize(
    "values",
    [
        {"valid_from": LATER, "valid_until": EARLIER},
        {"cost_kind": "cheap"},
    ],
)
def test_offer(values: dict[str, Any]) -> None:
    refused_by_the_database(lambda: OfferFactory(**values))


def test_slugs_of_records_are_unique() -> None:
    for factory in (OfferFactory, PartnerFactory):
        factory(slug="gleich")
        refused_by_the_database(lambda make=factory: make(slug="gleich"))


@pytest.mark.parametrize("position", [(91, 10), (51.5, 181), (51.5, None)])
def test_position_is_on_earth_or_unknown(position: tuple[float, float | None]) -> None:
    latitude, longitude = position
    refused_by_the_database(lambda: PartnerFactory(latitude=latitude, longitude=longitude))
    offer = OfferFactory()
    refused_by_the_database(
        lambda: OfferPlace.objects.create(
            offer=offer, city="Ort", latitude=latitude, longitude=longitude
        )
    )


@pytest.mark.parametrize("values", [{"street": "Weg 1"}, {"latitude": 51.5, "longitude": 9.9}])
def test_protected_place_keeps_no_address(values: dict[str, Any]) -> None:
    place = OfferPlace(offer=OfferFactory(), city="Göttingen", is_protected=True, **values)
    with pytest.raises(ValidationError):
        place.full_clean()
    refused_by_the_database(place.save)


@pytest.mark.parametrize(
    "values",
    [
        {"weekday": 0, "opens": time(10), "closes": time(9)},
        {"weekday": 0, "opens": time(10), "closes": time(10)},
        {"weekday": 7, "opens": time(9), "closes": time(10)},
        {"weekday": None, "opens": time(9), "closes": time(10)},
        {"weekday": 0, "valid_from": LATER, "valid_through": EARLIER},
    ],
)
def test_opening_hours(values: dict[str, Any]) -> None:
    hours = OpeningHours(offer=OfferFactory(), **values)
    with pytest.raises(ValidationError):
        hours.full_clean()
    refused_by_the_database(hours.save)


def test_opening_hours_have_both_times_or_none() -> None:
    half = OpeningHours(offer=OfferFactory(), weekday=0, opens=time(9))
    with pytest.raises(ValidationError, match="beide Zeiten"):
        half.full_clean()
    refused_by_the_database(half.save)


def test_service_area_is_converted_and_checked() -> None:
    area = ServiceArea(offer=OfferFactory(), key="03159016")
    area.full_clean()
    assert area.key == "031590016016"
    refused_by_the_database(lambda: ServiceArea.objects.create(offer=area.offer, key="0315"))
    refused_by_the_database(
        lambda: ServiceArea.objects.create(offer=area.offer, key="11", postcode="1031")
    )


@pytest.mark.parametrize(
    ("kind", "value", "good"),
    [
        ("phone", "0551 400-2856", True),
        ("phone", "116 016", True),
        ("phone", "ruf mich an", False),
        ("email", "info@example.org", True),
        ("email", "info", False),
        ("web", "https://example.org", True),
        ("web", "javascript:alert(1)", False),
    ],
)
def test_contact_can_be_used(kind: str, value: str, good: bool) -> None:
    contact = ContactPoint(offer=OfferFactory(), kind=kind, value=value)
    if good:
        contact.full_clean()
        return
    with pytest.raises(ValidationError):
        contact.full_clean()


def test_language_is_a_code_and_stands_once() -> None:
    offer = OfferFactory()
    OfferLanguage.objects.create(offer=offer, code="tr")
    refused_by_the_database(lambda: OfferLanguage.objects.create(offer=offer, code="tr"))
    refused_by_the_database(lambda: OfferLanguage.objects.create(offer=offer, code="TR"))


def test_membership(network_a: Network) -> None:
    partner = PartnerFactory()
    MembershipFactory(network=network_a, partner=partner)
    refused_by_the_database(lambda: MembershipFactory(network=network_a, partner=partner))
    MembershipFactory(network=network_a, partner=partner, since=EARLIER, role=Membership.Role.ALLY)
    refused_by_the_database(
        lambda: MembershipFactory(network=network_a, partner=partner, since=EARLIER)
    )
    refused_by_the_database(
        lambda: MembershipFactory(network=network_a, since=LATER, until=EARLIER)
    )
    refused_by_the_database(lambda: MembershipFactory(network=network_a, role="boss"))


def test_local_note_is_about_one_record_and_stands_once(network_a: Network) -> None:
    offer, partner = OfferFactory(), PartnerFactory()
    LocalNoteFactory(network=network_a, offer=offer)
    refused_by_the_database(lambda: LocalNoteFactory(network=network_a, offer=offer))
    refused_by_the_database(
        lambda: LocalNote.objects.create(network=network_a, offer=None, partner=None)
    )
    refused_by_the_database(
        lambda: LocalNote.objects.create(network=network_a, offer=OfferFactory(), partner=partner)
    )


def test_offer_is_hidden_once(network_a: Network) -> None:
    hidden = HiddenOfferFactory(network=network_a)
    refused_by_the_database(lambda: HiddenOfferFactory(network=network_a, offer=hidden.offer))


def test_verification_holds_from_the_day_of_the_check() -> None:
    refused_by_the_database(lambda: VerificationFactory(checked_on=LATER, holds_until=EARLIER))
    refused_by_the_database(lambda: VerificationFactory(way="hearsay"))
