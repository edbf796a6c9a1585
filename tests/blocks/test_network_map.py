"""The public map of the networks: the same in words, with a way to ask where there is none."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from network_core.networks.models import Network, RegionPostcode
from network_core.places.loading import load_places
from network_core.places.models import Place
from tests.blocks.conftest import Show
from tests.factories import NetworkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> None:
    """Towns of four districts; the name of one district is not known."""
    for postcode, name, key, district, latitude, longitude in (
        ("37073", "Göttingen", "03159", "Landkreis Göttingen", 51.5, 9.9),
        ("37115", "Duderstadt", "03159", "Landkreis Göttingen", 51.5, 10.3),
        ("10317", "Berlin", "11000", "Berlin, Stadt", 52.5, 13.4),
        ("80331", "München", "09162", "", 48.1, 11.6),
        ("90402", "Nürnberg", "09564", "Nürnberg, Stadt", 49.4, 11.1),
    ):
        Place.objects.create(
            postcode=postcode,
            name=name,
            key=key,
            district=district,
            latitude=latitude,
            longitude=longitude,
        )


def words(html: str) -> str:
    """What is read, without the spaces of the template."""
    return " ".join(strip_tags(html).split())


def test_networks_are_named_with_their_districts_and_a_way_to_their_sites(
    show: Show, umbrella: Network
) -> None:
    network = NetworkFactory(short_name="Am Harz", region_keys=["03159"])
    quarter = NetworkFactory(short_name="Im Kiez", region_keys=["11"])
    RegionPostcode.objects.create(network=quarter, postcode="10317")
    html = show(("network_map", {"title": "Wo es Netzwerke gibt"}))
    assert html.count("network-map__sign--whole") == 1
    assert html.count("network-map__sign--part") == 1
    assert html.count("network-map__sign--free") == 2
    assert f'href="{network.root_url}/"' in html
    said = words(html)
    assert "Am Harz Landkreis Göttingen" in said
    assert "Im Kiez Berlin, Stadt (ein Teil)" in said
    assert "2 Landkreise und Städte ohne Netzwerk Bayern München; Nürnberg, Stadt" in said
    assert f'href="{umbrella.root_url}/de/kontakt/"' in html
    # The drawing is named and described, and twice on a page its ids do not meet.
    twice = show(("network_map", {}), ("network_map", {}))
    for key in ("network-map-0", "network-map-1"):
        assert twice.count(f'id="{key}-title"') == twice.count(f'id="{key}-desc"') == 1


def test_many_districts_are_a_number(show: Show) -> None:
    for number in range(6):
        Place.objects.create(
            postcode=f"2600{number}", name="Ort", key=f"0345{number}", latitude=53, longitude=8
        )
    NetworkFactory(short_name="Im Land", region_keys=["03"])
    assert "Im Land 7 Landkreise und Städte" in words(show(("network_map", {})))


def test_without_places_nothing_is_shown_to_visitors(show: Show) -> None:
    Place.objects.all().delete()
    assert "b-map" not in show(("network_map", {"title": "Wo?"}))
    assert "Noch sind keine Orte bekannt" in show(("network_map", {}), is_preview=True)


def test_it_asks_as_many_questions_for_many_networks_as_for_one(show: Show) -> None:
    def questions() -> list[str]:
        show(("network_map", {}))
        with CaptureQueriesContext(connection) as queries:
            show(("network_map", {}))
        return [query["sql"] for query in queries]

    NetworkFactory(region_keys=["03"])
    few = questions()
    NetworkFactory.create_batch(5, region_keys=["09162", "11"])
    assert len(questions()) == len(few)
    # Three of the block: networks, keys, postcodes. The districts are kept, the umbrella is known.
    assert sum("networks_region" in sql for sql in few) == 2
    assert not any("places_place" in sql for sql in few)


def test_new_places_are_seen_once_they_are_loaded(show: Show, tmp_path: Path) -> None:
    assert "Hamburg" not in show(("network_map", {}))
    path = tmp_path / "places.csv"
    path.write_text(
        "zipcode,place,state_code,community,community_code,latitude,longitude\n"
        '20095,Hamburg,HH,"Hamburg, Stadt",02000,53.5,10\n'
    )
    load_places(path)
    assert "Hamburg, Stadt" in show(("network_map", {}))
