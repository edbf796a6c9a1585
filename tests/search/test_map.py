"""The map of the hits: what stands on it, what never does, and the words for all of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from network_core.directory.models import Offer, OfferPlace
from network_core.networks.models import Network
from network_core.places.models import Place
from search import indexer
from tests.factories import OfferFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns(db: None) -> None:
    for postcode, name, latitude, longitude in (
        ("37073", "Göttingen", 51.53, 9.93),
        ("37115", "Duderstadt", 51.51, 10.26),
        ("37120", "Bovenden", 51.59, 9.92),
    ):
        Place.objects.create(
            postcode=postcode,
            name=name,
            folded=name.lower(),
            folded_short=name.lower(),
            latitude=latitude,
            longitude=longitude,
        )


def course(network: Network, title: str, **place: Any) -> Offer:
    offer = OfferFactory(steward=network, title=title)
    OfferPlace.objects.create(offer=offer, **place)
    return offer


def shown(client: Client, network: Network, address: str) -> str:
    """The page with its map, after everything was indexed."""
    indexer.index_all_pending()
    answer = client.get(f"/de/suche/?{address}", headers={"host": network.site.hostname})
    assert answer.status_code == 200
    return answer.content.decode()


def test_hits_with_a_place_are_drawn_and_listed(
    network_a: Network, network_b: Network, towns: None, client: Client
) -> None:
    course(network_a, "Kurs eins", city="Göttingen", latitude=51.535, longitude=9.935)
    course(network_a, "Kurs zwei", city="Göttingen", latitude=51.535, longitude=9.935)
    course(network_b, "Kurs drei", city="Duderstadt", postal_code="37115")
    PartnerFactory(
        steward=network_a, name="Kurs Haus", city="Bovenden", latitude=51.59, longitude=9.92
    )
    OfferFactory(steward=network_a, title="Kurs ohne Ort")
    plain = shown(client, network_a, "q=Kurs")
    assert '<svg class="s-map' not in plain
    assert 'href="?q=Kurs&amp;view=map"' in plain
    page = shown(client, network_a, "q=Kurs&view=map")
    drawn, listed = (
        re.search(r'<svg class="s-map.*?</svg>', page, re.S),
        page.split("s-map__list")[1],
    )
    assert drawn is not None
    assert drawn[0].count("<circle") == 3
    assert 'role="img"' in drawn[0]
    listed = listed.split("</section>")[0]
    for title in ("Kurs eins", "Kurs zwei", "Kurs drei", "Kurs Haus"):
        assert title in listed
    assert "Kurs ohne Ort" not in listed
    assert "4 der besten Treffer" in page
    coordinates = [float(x) for x in re.findall(r'[ "]c?[xy]\d?="([^"]+)"', drawn[0])]
    assert coordinates
    assert all(0 <= each <= 420 for each in coordinates)
    for forbidden in ("http:", "https:", "style=", "<image", "<script"):
        assert forbidden not in drawn[0]


def test_the_place_that_was_asked_for_is_drawn_with_its_radius(
    network_a: Network, towns: None, client: Client
) -> None:
    course(network_a, "Kurs", city="Bovenden", postal_code="37120")
    page = shown(client, network_a, "q=Kurs&near=37073&radius=10&view=map")
    assert 'class="s-map__around"' in page
    assert '<option value="10"' in page
    assert 'name="view" value="map"' in page


def test_protected_withdrawn_and_hidden_places_are_on_no_map(
    network_a: Network, towns: None, client: Client
) -> None:
    course(network_a, "Schutzkurs", city="Göttingen", postal_code="37073", is_protected=True)
    gone = course(network_a, "Kurs gestern", city="Göttingen", postal_code="37073")
    indexer.index_all_pending()
    Offer.objects.filter(pk=gone.pk).update(live=False)
    page = shown(client, network_a, "q=Kurs&view=map")
    assert '<svg class="s-map' not in page
    assert "Keiner dieser Treffer hat einen Ort" in page


def test_one_hit_alone_has_a_map(network_a: Network, client: Client) -> None:
    course(network_a, "Kurs", city="Nordpol", latitude=89.9, longitude=-179.0)
    assert '<svg class="s-map' in shown(client, network_a, "q=Kurs&view=map")
