"""People who work in the admin, as in the tests of the wall, and an offer with something of all."""

import pytest

from network_core.directory.models import ContactPoint, Offer, OfferLanguage
from network_core.networks.models import Network
from tests.factories import OfferFactory, TermFactory
from tests.tenancy.conftest import editor_a, editor_b, enter

__all__ = ["editor_a", "editor_b", "enter"]


@pytest.fixture
def offer(network_b: Network) -> Offer:
    """A published offer of network B with something of everything."""
    offer = OfferFactory(
        steward=network_b,
        title="Offener Treff",
        description="<p>Kaffee und <b>Rat</b></p>",
        areas=["03159"],
        terms=[TermFactory(slug="geld", label="Geld")],
    )
    offer.contacts = [
        ContactPoint(kind="phone", value="0551 111", sort_order=0),
        ContactPoint(kind="email", value="treff@example.org", sort_order=1),
    ]
    offer.spoken_languages = [OfferLanguage(code="de"), OfferLanguage(code="tr")]
    offer.save_revision().publish()
    return Offer.objects.get(pk=offer.pk)
