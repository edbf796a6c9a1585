"""Offers whose check is overdue sink; those overdue for long are not found at all."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from network_core.directory.models import Offer, Verification
from network_core.networks.models import Network
from search import indexer
from tests.factories import OfferFactory, VerificationFactory

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]


def check(offer: object, days_ago: int) -> None:
    """Record a check of that long ago; it holds for 365 days."""
    day = timezone.localdate() - timedelta(days=days_ago)
    VerificationFactory(offer=offer, checked_on=day)


@pytest.fixture
def equals(network_a: Network, titles: Titles) -> tuple[Offer, Offer]:
    """Two offers that fit as well as each other, in the order in which they are found."""
    offers = [OfferFactory(steward=network_a, title=f"Elterncafé {part}") for part in "AB"]
    for offer in offers:
        check(offer, 10)
    by_title = {offer.title: offer for offer in offers}
    first, second = titles(network_a, "Elterncafé")
    return by_title[first], by_title[second]


def test_an_overdue_offer_sinks_below_its_equal(
    network_a: Network, titles: Titles, equals: tuple[Offer, Offer]
) -> None:
    first, second = equals
    Verification.objects.filter(offer=first).delete()
    check(first, 400)
    assert titles(network_a, "Elterncafé") == [second.title, first.title]
    check(first, 0)
    assert titles(network_a, "Elterncafé") == [first.title, second.title]


def test_it_sinks_by_the_time_alone(
    network_a: Network, titles: Titles, equals: tuple[Offer, Offer]
) -> None:
    first, second = equals
    Verification.objects.filter(offer=first).delete()
    check(first, 300)
    assert titles(network_a, "Elterncafé") == [first.title, second.title]
    with time_machine.travel(timezone.now() + timedelta(days=100)):
        assert indexer.index_all_pending() == 0, "nothing has to be written anew"
        assert titles(network_a, "Elterncafé") == [second.title, first.title]


def test_freshness_is_worth_less_than_words(network_a: Network, titles: Titles) -> None:
    fitting = OfferFactory(steward=network_a, title="Elterncafé am Abend")
    other = OfferFactory(steward=network_a, title="Elterncafé")
    check(fitting, 400)
    check(other, 10)
    assert titles(network_a, "Elterncafé am Abend")[0] == fitting.title


def test_after_the_configured_time_it_is_not_found(network_a: Network, titles: Titles) -> None:
    offer = OfferFactory(steward=network_a, title="Elterncafé Nord")
    check(offer, 300)
    assert titles(network_a, "Elterncafé") == [offer.title]
    with time_machine.travel(timezone.now() + timedelta(days=65 + 190)):
        assert titles(network_a, "Elterncafé") == []
