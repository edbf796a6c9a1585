"""Which districts belong to no network, and the map of the networks."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network_core.networks.models import RegionPostcode
from network_core.places.districts import read_districts
from network_core.places.models import Place
from network_core.steering.networks.districts import District, with_networks
from network_core.steering.networks.map import network_map
from network_core.tenancy.models import User
from network_core.umbrella.viewers import compared_networks
from tests.factories import NetworkFactory
from tests.steering.conftest import Enter

pytestmark = pytest.mark.django_db


def districts(land: str = "") -> list[District]:
    """Those that are known, with all networks."""
    return with_networks(read_districts(land), compared_networks())


@pytest.fixture
def places() -> None:
    """Towns of four districts; Göttingen has two postcodes, and an office has one in Stuttgart."""
    for postcode, name, key, is_bulk in (
        ("37073", "Göttingen", "03159", False),
        ("37075", "Göttingen", "03159", False),
        ("37115", "Duderstadt", "03159", False),
        ("38100", "Braunschweig", "03101", False),
        ("42103", "Wuppertal", "05124", False),
        ("10317", "Berlin", "11000", False),
        ("10875", "Stuttgart", "08111", True),
        ("99999", "Nirgends", "", False),
    ):
        Place.objects.create(
            postcode=postcode, name=name, key=key, is_bulk=is_bulk, latitude=51, longitude=9
        )


def test_a_land_covers_its_districts_and_a_municipality_a_part_of_one(places: None) -> None:
    land = NetworkFactory(region_keys=["03"])
    own = NetworkFactory(region_keys=["03159"])
    part = NetworkFactory(region_keys=["051240000000"])
    quarter = NetworkFactory(region_keys=["11"])
    RegionPostcode.objects.create(network=quarter, postcode="10317")
    found = {district.key: district for district in districts()}
    assert set(found) == {"03101", "03159", "05124", "11000"}
    assert set(found["03159"].networks) == {land, own}
    assert found["03159"].name == "Göttingen"
    assert (found["03101"].networks, found["03101"].land) == ((land,), "Niedersachsen")
    assert (found["05124"].networks, found["05124"].partly) == ((), (part,))
    assert found["11000"].partly == (quarter,)
    assert [district.key for district in districts("05")] == ["05124"]


def test_the_page_names_those_without_a_network(
    places: None, staff: User, editor_a: User, author_of_umbrella: User, enter: Enter
) -> None:
    NetworkFactory(region_keys=["03"])
    url = reverse("steering_districts")
    for user in (editor_a, author_of_umbrella):
        assert enter(user).get(url).status_code in (302, 403)
    client = enter(staff)
    shown = client.get(url).content.decode()
    assert "2 von 4 Kreisen" in shown
    row = '<th scope="row">{}</th>'
    assert row.format("Wuppertal") in shown
    assert row.format("Braunschweig") not in shown
    assert row.format("Braunschweig") in client.get(url, {"show": "all"}).content.decode()
    assert "Wuppertal" not in client.get(url, {"land": "11"}).content.decode()
    assert client.get(url, {"land": "77", "p": "x"}).status_code == 200


def test_the_map_has_each_district_as_a_sign_and_each_network_as_a_number(
    staff: User, enter: Enter
) -> None:
    for postcode, name, key, latitude, longitude in (
        ("37073", "Göttingen", "03159", 51.5, 9.9),
        ("37115", "Duderstadt", "03159", 51.5, 10.3),
        ("10317", "Berlin", "11000", 52.5, 13.4),
        ("80331", "München", "09162", 48.1, 11.6),
    ):
        Place.objects.create(
            postcode=postcode, name=name, key=key, latitude=latitude, longitude=longitude
        )
    quarter = NetworkFactory(short_name="Am Kiez", region_keys=["11"])
    RegionPostcode.objects.create(network=quarter, postcode="10317")
    NetworkFactory(short_name="Göttingen", region_keys=["03159"])
    found = network_map(districts())
    assert found is not None
    signs = {sign.name: sign for sign in found.signs}
    belongs = {town: sign.belongs for town, sign in signs.items()}
    assert belongs == {"Duderstadt": "whole", "Berlin": "part", "München": "free"}
    assert float(signs["München"].y) > float(signs["Duderstadt"].y) > float(signs["Berlin"].y)
    assert float(signs["Duderstadt"].x) < float(signs["München"].x) < float(signs["Berlin"].x)
    numbered = [(m.number, m.network.short_name, len(m.whole), len(m.part)) for m in found.markers]
    assert numbered == [(1, "Am Kiez", 0, 1), (2, "Göttingen", 1, 0)]
    assert (found.markers[0].x, found.markers[0].y) == (signs["Berlin"].x, signs["Berlin"].y)
    shown = enter(staff).get(reverse("steering_districts")).content.decode()
    assert shown.count("network-map__sign--") == 3
    assert re.search(r'<li value="2">\s*<a [^>]*>Göttingen</a>:\s*1 ganzer Kreis\s*</li>', shown)


def test_without_places_there_is_no_map(staff: User, enter: Enter) -> None:
    assert network_map(districts()) is None
    assert "network-map" not in enter(staff).get(reverse("steering_districts")).content.decode()


def test_it_asks_as_many_questions_for_many_networks_as_for_one(places: None) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            network_map(districts())
        return len(queries)

    NetworkFactory(region_keys=["03"])
    few = questions()
    NetworkFactory.create_batch(5, region_keys=["05124", "11"])
    assert questions() == few <= 5
