"""The search follows the life of a network: what is found of it, on every site and by programs."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from network_core.networks.models import Network
from network_core.networks.states import State
from search import indexer
from tests.factories import (
    CoHostFactory,
    EventFactory,
    OfferFactory,
    PartnerFactory,
    bring_into,
)
from tests.search.conftest import Titles

pytestmark = pytest.mark.django_db
ALL = {"Spielhaus Rat", "Spielhaus Fest", "Spielhaus Träger", "Spielhaus Seite"}


@pytest.fixture(autouse=True)
def records(network_b: Network, add_page: Any) -> None:
    """Something of every kind."""
    cache.clear()
    OfferFactory(steward=network_b, title="Spielhaus Rat")
    EventFactory(network=network_b, title="Spielhaus Fest")
    PartnerFactory(steward=network_b, name="Spielhaus Träger")
    add_page(network_b, "Spielhaus Seite")


def asked_by_program(network: Network, /, **parameters: str) -> Any:
    host = {"host": network.site.hostname}
    answer = Client().get("/api/v1/search", {"q": "Spielhaus"} | parameters, headers=host)
    return json.loads(answer.content)


@pytest.mark.parametrize("state", [State.PLANNED, State.ENDED])
def test_of_a_closed_network_nothing_is_found_until_it_is_open_again(
    state: State,
    umbrella: Network,
    network_a: Network,
    network_b: Network,
    titles: Titles,
) -> None:
    assert set(titles(network_a, "Spielhaus")) == ALL
    bring_into(network_b, state)
    # Before the index has followed, hits are read anew.
    assert asked_by_program(network_a)["hits"] == []
    indexer.index_all_pending()
    assert titles(network_a, "Spielhaus") == []
    assert titles(umbrella, "Spielhaus") == []
    assert "errors" in asked_by_program(network_a, network="b-netz"), "its name is unknown, too"
    suggested = Client().get(
        "/de/suche/vorschlaege/", {"q": "Spiel"}, headers={"host": network_a.site.hostname}
    )
    assert json.loads(suggested.content)["suggestions"] == []
    bring_into(network_b, State.ACTIVE)
    assert set(titles(network_a, "Spielhaus")) == ALL


def test_what_a_dormant_network_has_is_found_and_marked(
    umbrella: Network, network_a: Network, network_b: Network, titles: Titles, ask: Any
) -> None:
    bring_into(network_b, State.DORMANT)
    assert set(titles(network_a, "Spielhaus")) == ALL
    hits = ask(network_a, "Spielhaus")["hits"]
    assert {hit["title"]: hit["is_dormant"] for hit in hits} == dict.fromkeys(ALL, True)
    OfferFactory(steward=network_a, title="Spielhaus Hof")
    indexer.index_all_pending()
    told = {hit["title"]: hit["is_dormant"] for hit in asked_by_program(network_a)["hits"]}
    assert told == dict.fromkeys(ALL, True) | {"Spielhaus Hof": False}


def test_who_hosts_with_others_is_found_by_its_events_again_when_it_is_back(
    network_a: Network, network_b: Network, titles: Titles
) -> None:
    event = EventFactory(network=network_a, title="Spielhaus Markt")
    CoHostFactory(event=event, network=network_b, status="accepted")
    bring_into(network_b, State.ENDED)
    assert titles(network_a, "Spielhaus") == ["Spielhaus Markt"]
    bring_into(network_b, State.ACTIVE)
    assert "Spielhaus Markt" in titles(network_a, "Spielhaus")
    found = {hit["title"] for hit in asked_by_program(network_a, network="b-netz")["hits"]}
    assert "Spielhaus Markt" in found
