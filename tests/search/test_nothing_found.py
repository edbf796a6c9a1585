"""No hit is better than a wrong one, and never the end of the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from network_core.networks.models import Network
from network_core.pathways.models import Pathway
from tests.factories import OfferFactory, PathwayFactory, TermFactory

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]


@pytest.mark.parametrize(
    "query",
    ["Pizza", "Autoversicherung", "Hundeschule Welpen", "Wetter morgen", "Gebrauchtwagen kaufen"],
)
def test_no_hit_is_better_than_a_wrong_one(
    network_a: Network, titles: Titles, ask: Any, query: str
) -> None:
    OfferFactory(steward=network_a, title="Schule und Schulgeld", summary="Jeden Morgen offen.")
    OfferFactory(steward=network_a, title="Krankenversicherung", summary="Was Familien brauchen.")
    OfferFactory(steward=network_a, title="Kleidung kaufen und tauschen")
    assert titles(network_a, query) == []
    assert ask(network_a, query)["total"] == 0


def test_who_finds_nothing_is_told_where_to_turn(
    network_a: Network, titles: Titles, client: Client
) -> None:
    topic = TermFactory(scheme__slug="topic", label="Geld")
    OfferFactory(steward=network_a, title="Wohngeld", terms=[topic])
    assert titles(network_a, "Pizza") == []
    host = {"host": network_a.site.hostname}
    page = client.get("/de/suche/", {"q": "Pizza"}, headers=host).content.decode()
    assert f'href="/de/angebote/?topic={topic.slug}"' in page
    assert 'href="tel:116016"' in page
    assert 'href="/de/kontakt/"' in page
    assert "Filter anwenden" not in page, "there is nothing to choose"
    assert "l-split" not in page, "and no narrow column left for it"
    found = client.get("/de/suche/", {"q": "Wohngeld"}, headers=host).content.decode()
    assert "tel:116016" not in found
    assert "Filter anwenden" in found


def test_pathways_that_say_something_of_it_come_first(
    network_a: Network, network_b: Network, titles: Titles, ask: Any
) -> None:
    PathwayFactory(steward=network_a, title="Ankommen")
    fitting = PathwayFactory(steward=network_a, title="Trennung", introduction="<p>Scheidung</p>")
    PathwayFactory(steward=network_b, title="Nur bei B", introduction="<p>Scheidung</p>")
    assert titles(network_a, "Hundefutter") == []
    ways = ask(network_a, "Scheidung Hundefutter Zahnbürste Fahrrad")["ways_on"].pathways
    assert [way.title for way in ways] == ["Trennung", "Ankommen"]
    assert ways[0].url == fitting.get_path("de")
    # By another process, or in bulk: what may be seen is never kept.
    Pathway.objects.filter(pk=fitting.pk).update(live=False)
    ways = ask(network_a, "Scheidung Hundefutter Zahnbürste Fahrrad")["ways_on"].pathways
    assert [way.title for way in ways] == ["Ankommen"]


def test_who_finds_nothing_with_filters_can_drop_them_all_at_once(
    network_a: Network, titles: Titles, client: Client
) -> None:
    OfferFactory(steward=network_a, title="Wohngeld")
    assert titles(network_a, "Wohngeld") == ["Wohngeld"]
    host = {"host": network_a.site.hostname}

    def ways(**parameters: str) -> str:
        page = client.get("/de/suche/", {"q": "Wohngeld", **parameters}, headers=host)
        return page.content.decode().partition('class="c-empty"')[2]

    assert 'href="?q=Wohngeld"' in ways(type="event")
    assert not ways(), "with a hit there is no such place"
