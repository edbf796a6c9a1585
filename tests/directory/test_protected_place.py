"""The page of an offer at a place that must not be found says no more than its town."""

import pytest

from network_core.directory.models import OfferPlace
from tests.factories import OfferFactory
from tests.sites.making import make_network, read


@pytest.mark.django_db
@pytest.mark.parametrize("is_protected", [True, False])
def test_only_the_town_of_a_protected_place_is_on_the_page(is_protected: bool) -> None:
    network = make_network()
    offer = OfferFactory(steward=network)
    OfferPlace.objects.create(
        offer=offer,
        name="Haus am Teich",
        city="Göttingen",
        postal_code="37073",
        street="",
        is_protected=is_protected,
    )
    page = read(network, offer.get_path("de"))
    assert "Göttingen" in page
    assert ("Haus am Teich" in page) is not is_protected
    assert ("37073" in page) is not is_protected
