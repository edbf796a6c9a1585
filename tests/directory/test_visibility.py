"""Which offers and partners a network shows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network_core.directory.models import Offer, Partner
from network_core.networks.models import Network
from tests.factories import (
    HiddenOfferFactory,
    MembershipFactory,
    NetworkFactory,
    OfferFactory,
    PartnerFactory,
    SelectionFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

GOETTINGEN = "03159"
LOWER_SAXONY = "03"
BERLIN = "11"


def shows(network: Network, offer: Offer) -> bool:
    """Whether `network` lists `offer`."""
    return Offer.objects.shown_by(network).filter(pk=offer.pk).exists()


def test_own_offer_is_shown_without_a_service_area(network_a: Network, network_b: Network) -> None:
    offer = OfferFactory(steward=network_a)
    assert shows(network_a, offer)
    assert not shows(network_b, offer)


@pytest.mark.parametrize(
    ("region", "area", "expected"),
    [
        (GOETTINGEN, GOETTINGEN, True),
        (GOETTINGEN, LOWER_SAXONY, True),
        (LOWER_SAXONY, GOETTINGEN, True),
        (GOETTINGEN, "031590016016", True),
        (GOETTINGEN, BERLIN, False),
        (GOETTINGEN, "03152", False),
        ("031", "03159", True),
        ("032", "03159", False),
    ],
)
def test_foreign_offer_is_shown_where_the_regions_overlap(
    region: str, area: str, expected: bool
) -> None:
    network = NetworkFactory(region_keys=[region])
    assert shows(network, OfferFactory(areas=[area])) is expected


@pytest.mark.parametrize(
    ("postcodes", "postcode", "expected"),
    [
        (["10315", "10317"], "10317", True),
        (["10315"], "13353", False),
        (["10315"], "", True),
        ([], "13353", True),
    ],
)
def test_postcodes_narrow_the_region_where_both_name_them(
    postcodes: list[str], postcode: str, expected: bool
) -> None:
    network = NetworkFactory(region_keys=[BERLIN], postcodes=postcodes)
    assert shows(network, OfferFactory(areas=[(BERLIN, postcode)])) is expected


def test_national_offer_is_shown_by_a_network_without_a_region(network_a: Network) -> None:
    assert shows(network_a, OfferFactory(nationwide=True))


def test_selection_keeps_terms_with_their_descendants_and_never_touches_own_offers() -> None:
    parent = TermFactory()
    child = TermFactory(parent=parent)
    grandchild = TermFactory(parent=child)
    other = TermFactory()
    network = NetworkFactory(region_keys=[LOWER_SAXONY])
    SelectionFactory(network=network, terms=[parent])

    assert shows(network, OfferFactory(nationwide=True, terms=[parent]))
    assert shows(network, OfferFactory(areas=[GOETTINGEN], terms=[grandchild, other]))
    assert not shows(network, OfferFactory(nationwide=True, terms=[other]))
    assert not shows(network, OfferFactory(nationwide=True))
    assert shows(network, OfferFactory(steward=network, terms=[other]))


def test_selection_asks_for_a_term_of_every_scheme_that_it_names() -> None:
    topic = TermFactory()
    audience = TermFactory(scheme__slug="audience")
    network = NetworkFactory()
    SelectionFactory(network=network, terms=[topic, audience])

    assert shows(network, OfferFactory(nationwide=True, terms=[topic, audience]))
    assert not shows(network, OfferFactory(nationwide=True, terms=[topic]))


def test_hidden_offer_is_hidden_for_one_network_only(
    network_a: Network, network_b: Network
) -> None:
    offer = OfferFactory(nationwide=True)
    HiddenOfferFactory(network=network_a, offer=offer)
    assert not shows(network_a, offer)
    assert shows(network_b, offer)


@pytest.mark.parametrize("whose", ["its own", "the umbrella's list"])
def test_what_is_hidden_has_neither_a_place_in_the_list_nor_a_page(
    umbrella: Network, network_a: Network, whose: str
) -> None:
    network = umbrella if whose == "the umbrella's list" else network_a
    offer = OfferFactory(steward=network_a)
    assert shows(network, offer)
    HiddenOfferFactory(network=network, offer=offer)
    assert not shows(network, offer)
    assert not Offer.objects.reachable_on(network).filter(pk=offer.pk).exists()


def test_drafts_and_expired_offers_are_shown_by_nobody(network_a: Network) -> None:
    today = timezone.localdate()
    draft = OfferFactory(steward=network_a, live=False)
    expired = OfferFactory(steward=network_a, valid_until=today - timedelta(days=1))
    last_day = OfferFactory(steward=network_a, valid_until=today)
    assert not shows(network_a, draft)
    assert not shows(network_a, expired)
    assert shows(network_a, last_day)


def test_umbrella_shows_the_offers_and_partners_of_all(
    umbrella: Network, network_a: Network
) -> None:
    offer = OfferFactory(steward=network_a)
    partner = PartnerFactory(steward=network_a)
    assert shows(umbrella, offer)
    assert partner in Partner.objects.shown_by(umbrella)


def test_partner_is_shown_by_its_steward_and_while_it_is_a_member(
    network_a: Network, network_b: Network
) -> None:
    today = timezone.localdate()
    own = PartnerFactory(steward=network_a)
    member = PartnerFactory(steward=network_b)
    former = PartnerFactory(steward=network_b)
    future = PartnerFactory(steward=network_b)
    MembershipFactory(network=network_a, partner=member, until=today)
    MembershipFactory(network=network_a, partner=former, until=today - timedelta(days=1))
    MembershipFactory(network=network_a, partner=future, since=today + timedelta(days=1))
    draft = PartnerFactory(steward=network_a, live=False)

    shown = set(Partner.objects.shown_by(network_a))
    assert shown == {own, member}
    assert draft not in shown


@pytest.mark.parametrize("reading", ["for_cards", "for_page"])
def test_number_of_queries_does_not_grow_with_offers(network_a: Network, reading: str) -> None:
    topic = TermFactory()

    def queries_of_a_list() -> int:
        shown = Offer.objects.shown_by(network_a)
        with CaptureQueriesContext(connection) as queries:
            for offer in getattr(shown, reading)():
                assert offer.steward.name
                assert offer.partner.name
                if reading == "for_page":
                    assert len(offer.topics.all()) == 1
                    assert offer.opening_status == ""
        return len(queries)

    def make() -> None:
        OfferFactory(nationwide=True, partner=PartnerFactory(), terms=[topic])

    make()
    queries_of_a_list()
    few = queries_of_a_list()
    for _ in range(4):
        make()
    assert queries_of_a_list() == few
