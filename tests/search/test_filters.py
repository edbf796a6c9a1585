"""Filters with their counts, whose hits, other orders: what narrows a result and how to undo it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network_core.directory.models import Offer, OfferLanguage, OfferPlace
from network_core.networks.models import Network
from network_core.places.models import Place
from search import indexer
from tests.factories import (
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
    SchemeFactory,
    TermFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]


def test_filters_narrow_count_and_can_be_taken_off(
    network_a: Network, network_b: Network, titles: Titles, ask: Any, add_page: Any
) -> None:
    SchemeFactory()
    money = TermFactory(slug="geld", label="Geld")
    below = TermFactory(slug="wohngeld", label="Wohngeld", parent=money)
    OfferFactory(steward=network_a, title="Zuschuss A", terms=[below])
    OfferFactory(steward=network_b, title="Zuschuss B")
    add_page(network_b, "Zuschuss im Überblick")
    assert len(titles(network_a, "Zuschuss")) == 3
    assert titles(network_a, "Zuschuss", network="a-netz") == ["Zuschuss A"]
    assert titles(network_a, "Zuschuss", type="page") == ["Zuschuss im Überblick"]
    assert titles(network_a, "Zuschuss", topic="geld") == ["Zuschuss A"]
    assert titles(network_a, "Zuschuss", topic="wohngeld") == ["Zuschuss A"]
    both = ask(network_a, "Zuschuss", network=["a-netz", "b-netz"], type="offer")
    assert both["total"] == 2

    facets = {facet.name: facet for facet in both["facets"]}
    assert {(o.value, o.count, o.is_selected) for o in facets["type"].options} == {
        ("offer", 2, True),
        ("page", 1, False),
    }
    assert {(o.value, o.count) for o in facets["network"].options} == {("a-netz", 1), ("b-netz", 1)}
    assert {(o.value, o.label) for o in facets["topic"].options} == {("geld", "Geld")}
    active = {each.label: each.remove_url for each in both["active_filters"]}
    assert active["Angebote"] == "?q=Zuschuss&network=a-netz&network=b-netz"


def test_a_filter_that_is_gone_can_be_taken_off(network_a: Network, ask: Any) -> None:
    OfferFactory(steward=network_a, title="Zuschuss A")
    indexer.index_all_pending()
    kept = ask(network_a, "Zuschuss", topic="frueher", network="fort", type="offer")
    assert kept["total"] == 0
    assert {each.label: each.remove_url for each in kept["active_filters"]} == {
        "Angebote": "?q=Zuschuss&network=fort&topic=frueher",
        "frueher": "?q=Zuschuss&type=offer&network=fort",
        "fort": "?q=Zuschuss&type=offer&topic=frueher",
    }


def test_only_the_own_network_can_be_asked(
    network_a: Network, network_b: Network, titles: Titles
) -> None:
    OfferFactory(steward=network_a, title="Zuschuss A")
    OfferFactory(steward=network_b, title="Zuschuss B")
    assert titles(network_a, "Zuschuss") == ["Zuschuss A", "Zuschuss B"]
    assert titles(network_a, "Zuschuss", scope="own") == ["Zuschuss A"]


def test_every_kind_of_filter_counts_and_narrows(
    network_a: Network, network_b: Network, titles: Titles, ask: Any
) -> None:
    marks = {
        scheme: TermFactory(scheme__slug=scheme, slug=f"ein-{scheme}", label=f"Ein {scheme}")
        for scheme in ("life_situation", "format", "audience")
    }
    first = OfferFactory(
        steward=network_a,
        title="Elternkurs A",
        terms=list(marks.values()),
        cost_kind=Offer.Cost.FREE,
        is_online=True,
    )
    OfferLanguage.objects.create(offer=first, code="tr")
    OfferFactory(steward=network_b, title="Elternkurs B", cost_kind=Offer.Cost.PAID)
    indexer.index_all_pending()
    shown = ask(network_a, "Elternkurs")
    facets = {facet.name: facet.options for facet in shown["facets"]}
    choices = {
        "life_situation": ("ein-life_situation", "Ein life_situation"),
        "format": ("ein-format", "Ein format"),
        "audience": ("ein-audience", "Ein audience"),
        "offered_in": ("tr", "Türkisch"),
        "cost": ("free", "Nur kostenlose Angebote"),
        "reach": ("online", "Online möglich"),
    }
    for name, (value, label) in choices.items():
        assert [(o.value, o.label, o.count) for o in facets[name]] == [(value, label, 1)]
        assert titles(network_a, "Elternkurs", **{name: value}) == ["Elternkurs A"]
    assert [(each.label, each.count) for each in shown["scopes"]] == [
        ("Alle Netzwerke", None),
        ("Nur A-Netz", 1),
    ]
    own = ask(network_a, "Elternkurs", scope="own", network="b-netz")
    assert own["total"] == 1
    assert [each.label for each in own["active_filters"]] == ["Nur A-Netz"]
    assert own["active_filters"][0].remove_url == "?q=Elternkurs"


def test_parts_of_a_topic_can_be_chosen_once_the_topic_is(network_a: Network, ask: Any) -> None:
    money = TermFactory(scheme__slug="topic", slug="geld", label="Geld")
    rent = TermFactory(slug="wohngeld", label="Wohngeld", parent=money)
    OfferFactory(steward=network_a, title="Zuschuss", terms=[rent])
    indexer.index_all_pending()

    def topics(**chosen: str) -> list[tuple[str, bool]]:
        facets = ask(network_a, "Zuschuss", **chosen)["facets"]
        (facet,) = (facet for facet in facets if facet.name == "topic")
        return [(option.value, option.is_below) for option in facet.options]

    assert topics() == [("geld", False)]
    assert topics(topic="geld") == [("geld", False), ("wohngeld", True)]
    assert topics(topic="wohngeld") == [("geld", False), ("wohngeld", True)]


def test_other_orders_than_the_best_match(network_a: Network, titles: Titles, ask: Any) -> None:
    Place.objects.create(
        postcode="37073",
        name="Göttingen",
        folded="goettingen",
        folded_short="goettingen",
        latitude=51.53,
        longitude=9.93,
    )
    today = timezone.localdate()
    for title, days, north in (("Älterngruppe Kurs", 30, 51.6), ("Kurs B", 10, 51.54)):
        offer = OfferFactory(steward=network_a, title=title, nationwide=True)
        VerificationFactory(offer=offer, checked_on=today - timedelta(days=days))
        OfferPlace.objects.create(offer=offer, city="Ort", latitude=north, longitude=9.93)
    OfferFactory(steward=network_a, title="Kurs C", nationwide=True)
    assert titles(network_a, "Kurs", sort="title") == ["Älterngruppe Kurs", "Kurs B", "Kurs C"]
    assert titles(network_a, "Kurs", sort="checked") == ["Kurs B", "Älterngruppe Kurs", "Kurs C"]
    assert titles(network_a, "Kurs", sort="distance", near="37073") == [
        "Kurs B",
        "Älterngruppe Kurs",
        "Kurs C",
    ]
    assert [each.label for each in ask(network_a, "Kurs")["sorts"]] == [
        "Am besten passend",
        "Zuletzt geprüft",
        "Titel",
    ]
    there = ask(network_a, "Kurs", near="37073")
    assert ("Entfernung", "?q=Kurs&near=37073&sort=distance") in [
        (each.label, each.url) for each in there["sorts"]
    ]


def test_an_unknown_place_is_said_and_nothing_typed_is_lost(
    network_a: Network, client: Client
) -> None:
    OfferFactory(steward=network_a, title="Kochkurs")
    indexer.index_all_pending()
    host = {"host": network_a.site.hostname}
    asked = {"q": "Kochkurs", "near": "Nirgendwo", "radius": "25"}
    page = client.get("/de/suche/", asked, headers=host)
    assert page.context["total"] == 1
    content = page.content.decode()
    assert "„Nirgendwo“ kennen wir nicht als Ort" in content
    assert 'value="Nirgendwo"' in content
    assert 'aria-invalid="true"' in content


def test_a_member_is_found_under_each_of_its_networks(
    network_a: Network, network_b: Network, titles: Titles
) -> None:
    partner = PartnerFactory(steward=network_a, name="Familienzentrum")
    MembershipFactory(partner=partner, network=network_b)
    assert titles(network_b, "Familienzentrum", network="b-netz") == ["Familienzentrum"]
    assert titles(network_b, "Familienzentrum", network="a-netz") == ["Familienzentrum"]
