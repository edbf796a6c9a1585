"""Places in a question, and questions in other languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from network_core.directory.models import Offer, OfferLanguage, OfferPlace, OfferText
from network_core.networks.models import Network
from search import indexer
from search.documents import source_for
from search.engines.base import Engine
from search.query.places import FEW
from tests.factories import OfferFactory, TermFactory, let_speak

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]


def group_in(network: Network, title: str, postcode: str, city: str) -> Offer:
    offer = OfferFactory(steward=network, title=title)
    OfferPlace.objects.create(offer=offer, city=city, postal_code=postcode)
    return offer


@pytest.mark.parametrize("query", ["krabbelgruppe 37073", "Krabbelgruppe in Göttingen"])
def test_a_place_in_the_question_is_a_filter_that_can_be_taken_off(
    network_a: Network, places: None, titles: Titles, ask: Any, query: str
) -> None:
    for number in range(FEW):
        group_in(network_a, f"Krabbelgruppe {number}", "37073", "Göttingen")
    group_in(network_a, "Krabbelgruppe dort", "37115", "Duderstadt")
    OfferFactory(steward=network_a, title="Krabbelgruppe überall", nationwide=True)
    found = titles(network_a, query)
    assert len(found) == FEW + 1
    assert "Krabbelgruppe dort" not in found
    assert found[-1] == "Krabbelgruppe überall"
    (there,) = ask(network_a, query)["active_filters"]
    assert "Göttingen" in there.label
    client = Client(HTTP_HOST=network_a.site.hostname)
    without = client.get(f"/de/suche/{there.remove_url}").context
    assert not without["active_filters"]
    assert without["total"] >= FEW


def test_a_place_that_was_taken_off_stays_off(network_a: Network, places: None, ask: Any) -> None:
    for number in range(FEW):
        group_in(network_a, f"Krabbelgruppe {number}", "37073", "Göttingen")
    group_in(network_a, "Krabbelgruppe dort", "37115", "Duderstadt")
    indexer.index_all_pending()
    query = "Krabbelgruppe Göttingen"
    narrowed = ask(network_a, query, type="offer", scope="own", sort="title", view="map")
    assert len(narrowed["active_filters"]) == 3
    assert (
        narrowed["unfiltered_url"]
        == "?q=Krabbelgruppe+G%C3%B6ttingen&sort=title&ueberall=1&view=map"
    )
    assert ("ueberall", "1") not in narrowed["kept"]
    anywhere = ask(network_a, query, ueberall="1")
    assert not anywhere["active_filters"]
    assert ("ueberall", "1") in anywhere["kept"]
    assert {hit["title"] for hit in anywhere["hits"]} >= {"Krabbelgruppe 0", "Krabbelgruppe dort"}
    near = ask(network_a, query, near="37115", sort="distance", ueberall="1")
    assert near["hits"][0]["title"] == "Krabbelgruppe dort"
    assert near["unfiltered_url"] == "?q=Krabbelgruppe+G%C3%B6ttingen&ueberall=1"
    assert ask(network_a, "Krabbelgruppe", type="offer")["unfiltered_url"] == "?q=Krabbelgruppe"


def test_where_there_is_little_what_is_elsewhere_follows(
    network_a: Network, places: None, titles: Titles, ask: Any
) -> None:
    group_in(network_a, "Krabbelgruppe dort", "37115", "Duderstadt")
    group_in(network_a, "Spielkreis der Krabbelgruppe", "37073", "Göttingen")
    assert titles(network_a, "Krabbelgruppe Göttingen") == [
        "Spielkreis der Krabbelgruppe",
        "Krabbelgruppe dort",
    ]
    assert ask(network_a, "Krabbelgruppe Göttingen")["active_filters"][0].label.startswith("zuerst")


def test_a_name_that_is_a_word_is_no_place(
    network_a: Network, places: None, titles: Titles, ask: Any
) -> None:
    OfferFactory(steward=network_a, title="Konto leer, was nun")
    assert titles(network_a, "konto leer") == ["Konto leer, was nun"]
    assert not ask(network_a, "konto leer")["active_filters"]


def test_a_protected_place_is_found_by_its_town_only(
    network_a: Network, places: None, titles: Titles
) -> None:
    house = OfferFactory(steward=network_a, title="Frauenhaus")
    OfferPlace.objects.create(offer=house, city="Göttingen", postal_code="37073", is_protected=True)
    assert titles(network_a, "Frauenhaus Göttingen") == ["Frauenhaus"]
    ((_, (document,)),) = source_for("offer").documents([house.pk])
    assert document.keywords["postcode"] == []
    assert "37073" not in document.texts["text"]


@pytest.mark.parametrize("near", ["37073", "Göttingen", "51.53,9.93"])
def test_a_place_beside_the_question_leaves_what_is_within_the_radius(
    network_a: Network, places: None, titles: Titles, ask: Any, near: str
) -> None:
    group_in(network_a, "Krabbelgruppe hier", "37073", "Göttingen")
    group_in(network_a, "Krabbelgruppe dort", "37115", "Duderstadt")
    group_in(network_a, "Krabbelgruppe an der See", "26789", "Leer")
    OfferFactory(steward=network_a, title="Krabbelgruppe überall", nationwide=True)
    assert titles(network_a, "Krabbelgruppe", near=near) == [
        "Krabbelgruppe hier",
        "Krabbelgruppe überall",
    ]
    wider = titles(network_a, "Krabbelgruppe", near=near, radius=30)
    assert set(wider) == {"Krabbelgruppe hier", "Krabbelgruppe dort", "Krabbelgruppe überall"}
    (there,) = ask(network_a, "Krabbelgruppe", near=near)["active_filters"]
    assert "Göttingen" in there.label
    assert there.remove_url == "?q=Krabbelgruppe"


@pytest.mark.parametrize("query", ["Krabbelgruppe", "Krabbelgruppe in Göttingen"])
def test_a_place_that_only_coordinates_are_known_of_is_within_the_radius(
    any_engine: Engine, network_a: Network, places: None, titles: Titles, ask: Any, query: str
) -> None:
    for title, latitude, longitude in (
        ("Krabbelgruppe am Dorfrand", 51.5, 9.9),
        ("Krabbelgruppe auf See", 54.5, 6.5),
    ):
        offer = OfferFactory(steward=network_a, title=title)
        OfferPlace.objects.create(
            offer=offer, city="Rosdorf", latitude=latitude, longitude=longitude
        )
    near = {} if "Göttingen" in query else {"near": "37073", "radius": 10, "sort": "distance"}
    assert titles(network_a, query, **near)[0] == "Krabbelgruppe am Dorfrand"
    assert titles(network_a, "Krabbelgruppe", near="37073") == ["Krabbelgruppe am Dorfrand"]
    assert titles(network_a, "Krabbelgruppe", near="37115", radius=10) == []


# --- other languages ------------------------------------------------------------------------


def test_texts_in_the_visitors_language_come_first_and_offers_in_it_next(
    network_a: Network, umbrella: Network, titles: Titles, ask: Any
) -> None:
    Locale.objects.get_or_create(language_code="tr")
    term = TermFactory(scheme__slug="topic", slug="kita", label="Kita und Krippe")
    OfferFactory(steward=network_a, title="Kitaplatz", terms=[term])
    spoken = OfferFactory(steward=network_a, title="Familienbüro", terms=[term])
    OfferLanguage.objects.create(offer=spoken, code="tr")
    translated = OfferFactory(steward=network_a, title="Gutschein", terms=[term])
    OfferText.objects.create(
        record=translated,
        locale=Locale.objects.get(language_code="tr"),
        title="Kreş kuponu",
        live=True,
    )
    let_speak(network_a, "tr")
    assert titles(network_a, "kreş", "tr") == ["Kreş kuponu", "Familienbüro", "Kitaplatz"]
    marks = {hit["title"]: hit["is_spoken"] for hit in ask(network_a, "kreş", "tr")["hits"]}
    assert marks == {"Kreş kuponu": False, "Familienbüro": True, "Kitaplatz": False}
