"""The search for programs: its answer, what it refuses, and its manners."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings
from wagtail.models import Locale

from network_core.directory.models import OfferLanguage, OfferPlace
from network_core.networks.models import Network
from network_core.taxonomy.models import Term, TermText
from search import indexer
from search.api.views import RATES, schema
from search.engines.base import Engine
from tests.factories import (
    OfferFactory,
    TermFactory,
    let_speak,
)

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "data" / "openapi" / "search.json"
Call = Callable[..., Any]


@pytest.fixture(autouse=True)
def uncounted() -> None:
    cache.clear()


@pytest.fixture
def directory(umbrella: Network, network_a: Network, network_b: Network) -> None:
    """Two networks with offers of one name."""
    let_speak(network_a, "tr")
    topic = TermFactory(scheme__slug="topic", slug="kinderbetreuung", label="Kinderbetreuung")
    for network, title in (
        (network_a, "Spielgruppe am Park"),
        (network_b, "Spielgruppe am Fluss"),
        (network_b, "Sprechstunde & Beratung"),
    ):
        offer = OfferFactory(steward=network, title=title, slug=title.split()[-1].lower())
        offer.topics.add(topic)
        offer.save()
    indexer.index_all_pending()


@pytest.fixture
def call(directory: None, network_a: Network) -> Call:
    """Ask the API of a network's host."""

    def called(network: Network | None = None, /, **parameters: Any) -> Any:
        host = (network or network_a).site.hostname
        return Client().get("/api/v1/search", parameters, headers={"host": host})

    return called


def test_hits_are_those_of_the_search_page_in_its_order(
    call: Call, ask: Callable[..., Any], network_a: Network, network_b: Network, umbrella: Network
) -> None:
    for network, first in ((network_a, "park"), (network_b, "fluss"), (umbrella, None)):
        answer = call(network, q="spielgruppe").json()
        page = ask(network, "spielgruppe")
        assert answer["total"] == page["total"] == 2
        assert [hit["title"] for hit in answer["hits"]] == [hit["title"] for hit in page["hits"]]
        assert first in {None, answer["hits"][0]["slug"]}
    hit = call(q="spielgruppe").json()["hits"][0]
    assert hit | {"id": "", "score": 0} == {
        "id": "",
        "type": "offer",
        "slug": "park",
        "title": "Spielgruppe am Park",
        "excerpt": hit["excerpt"],
        "url": f"{network_a.root_url}/de/angebote/park/",
        "network": "a-netz",
        "is_dormant": False,
        "language": "de",
        "score": 0,
        "explanation": None,
    }
    assert hit["id"].startswith("offer:")
    assert hit["score"] > 0


def test_it_answers_alike_on_both_engines(
    any_engine: Engine, call: Call, network_a: Network, network_b: Network
) -> None:
    answer = call(q="spielgrupe", topic="kinderbetreuung", per_page=1, page=2).json()
    assert answer["total"] == 2
    assert [hit["slug"] for hit in answer["hits"]] == ["fluss"]
    assert answer["did_you_mean"] == "Spielgruppe"
    assert answer["facets"]["network"] == [
        {"value": "a-netz", "label": network_a.short_name, "count": 1},
        {"value": "b-netz", "label": network_b.short_name, "count": 1},
    ]
    assert answer["facets"]["topic"] == [
        {"value": "kinderbetreuung", "label": "Kinderbetreuung", "count": 2}
    ]
    assert answer["applied_filters"] == [
        {"parameter": "language", "value": "de"},
        {"parameter": "topic", "value": "kinderbetreuung"},
    ]
    assert not answer["is_degraded"]


def test_values_of_facets_have_labels_in_the_language_of_the_answer(
    call: Call, network_a: Network, umbrella: Network
) -> None:
    offer = OfferFactory(steward=network_a, title="Krabbelgruppe", cost_kind="income_based")
    offer.topics.add(Term.objects.get(slug="kinderbetreuung"))
    TermText.objects.create(
        record=Term.objects.get(slug="kinderbetreuung"),
        locale=Locale.objects.get(language_code="tr"),
        label="Çocuk bakımı",
        live=True,
    )
    OfferLanguage.objects.create(offer=offer, code="tr")
    indexer.index_all_pending()

    def labels(**parameters: str) -> dict[str, list[str]]:
        facets = call(q="krabbelgruppe", **parameters).json()["facets"]
        return {name: [each["label"] for each in values] for name, values in facets.items()}

    german = labels()
    assert german["type"] == ["Angebote"]
    assert german["topic"] == ["Kinderbetreuung"]
    assert german["offered_in"] == ["Türkisch"]
    assert network_a.short_name in german["network"]
    assert "je nach Einkommen" in german["cost"]
    turkish = labels(language="tr")
    assert turkish["topic"] == ["Çocuk bakımı"]
    assert turkish["offered_in"] == ["Türkçe"]


def test_each_facet_of_an_answer_is_a_parameter_too(call: Call, network_a: Network) -> None:
    parents = TermFactory(scheme__slug="audience", slug="eltern", label="Eltern")
    OfferFactory(
        steward=network_a,
        title="Spielgruppe im Netz",
        slug="netz",
        cost_kind="free",
        is_online=True,
        terms=[parents],
    )
    indexer.index_all_pending()
    facets = call(q="spielgruppe").json()["facets"]
    for name, value in (("audience", "eltern"), ("cost", "free"), ("reach", "online")):
        assert value in {each["value"] for each in facets[name]}
        answer = call(q="spielgruppe", **{name: value}).json()
        assert [hit["slug"] for hit in answer["hits"]] == ["netz"]
        assert {"parameter": name, "value": value} in answer["applied_filters"]
        refused = call(q="spielgruppe", **{name: "nirgends"})
        assert [each["parameter"] for each in refused.json()["errors"]] == [name]
    titles = [hit["title"] for hit in call(q="spielgruppe", sort="title").json()["hits"]]
    assert len(titles) == 3
    assert titles == sorted(titles)
    assert call(q="spielgruppe", sort="size").status_code == 422


def test_filters_narrow_and_several_values_are_alternatives(call: Call) -> None:
    both = call(q="spielgruppe", network=["a-netz", "b-netz"], type=["offer", "event"]).json()
    assert both["total"] == 2
    one = call(q="spielgruppe", network="b-netz").json()
    assert [hit["slug"] for hit in one["hits"]] == ["fluss"]
    assert call(q="spielgruppe", type="event").json()["total"] == 0


def test_a_place_is_a_filter_by_postcode_and_by_point(
    places: None, call: Call, network_a: Network
) -> None:
    near = OfferFactory(steward=network_a, title="Krabbelgruppe Nord")
    far = OfferFactory(steward=network_a, title="Krabbelgruppe Süd")
    OfferPlace.objects.create(offer=near, postal_code="37073", city="Göttingen")
    OfferPlace.objects.create(offer=far, postal_code="42103", city="Wuppertal")
    indexer.index_all_pending()
    for place in ("37073", "51.53,9.93"):
        answer = call(q="krabbelgruppe", near=place, radius=10).json()
        assert [hit["title"] for hit in answer["hits"]] == ["Krabbelgruppe Nord"]
        assert {"parameter": "radius", "value": "10"} in answer["applied_filters"]
        assert "near" in {each["parameter"] for each in answer["applied_filters"]}
    named = call(q="krabbelgruppe 37073").json()["applied_filters"]
    assert "q" in {each["parameter"] for each in named}
    assert parameters_of(call(q="krabbelgruppe", near="Nirgendheim")) == ["near"]


def test_languages_are_those_that_the_host_offers(
    call: Call, network_a: Network, network_b: Network
) -> None:
    offer = OfferFactory(steward=network_a, title="Krabbelgruppe")
    OfferLanguage.objects.create(offer=offer, code="tr")
    indexer.index_all_pending()
    hit = call(q="krabbelgruppe", language="tr", offered_in="tr").json()["hits"][0]
    assert (hit["language"], hit["url"].split("/")[3]) == ("de", "tr")
    assert parameters_of(call(network_b, q="krabbelgruppe", language="tr")) == ["language"]
    assert parameters_of(call(q="krabbelgruppe", language="xx")) == ["language"]


def test_explanations_add_up_to_the_score(call: Call) -> None:
    answer = call(q="spielgruppe", explain="true").json()
    for hit in answer["hits"]:
        total = sum(reason["points"] for reason in hit["explanation"])
        assert total == pytest.approx(hit["score"], abs=0.05)
    assert answer["understood"][0]["label"]
    assert call(q="spielgruppe").json()["understood"] is None


def parameters_of(response: Any) -> list[str]:
    """The parameters that a refusal names."""
    assert response.status_code == 422, response.content[:300]
    errors = response.json()["errors"]
    assert all(error["message"] for error in errors)
    return [error["parameter"] for error in errors]


@pytest.mark.parametrize(
    ("parameters", "wrong"),
    [
        ({}, ["q"]),
        ({"q": "   "}, ["q"]),
        ({"q": "a\x00b"}, ["q"]),
        ({"q": "x" * 201}, ["q"]),
        ({"q": ["a", "b"]}, ["q"]),
        ({"q": "x", "network": "nirgends"}, ["network"]),
        ({"q": "x", "network": "a-netz' OR 1=1"}, ["network"]),
        ({"q": "x", "network": ["a-netz"] * 2 + [str(n) for n in range(30)]}, ["network"]),
        ({"q": "x", "type": "pizza"}, ["type"]),
        ({"q": "x", "topic": "pizza"}, ["topic"]),
        ({"q": "x", "topic": "kinderbetreuung\x00"}, ["topic"]),
        ({"q": "x", "life_situation": "kinderbetreuung"}, ["life_situation"]),
        ({"q": "x", "format": "x" * 5_000}, ["format"]),
        ({"q": "x", "offered_in": "klingonisch"}, ["offered_in"]),
        ({"q": "x", "near": "91,200"}, ["near"]),
        ({"q": "x", "near": "37073", "radius": "0"}, ["radius"]),
        ({"q": "x", "near": "37073", "radius": "NaN"}, ["radius"]),
        ({"q": "x", "radius": "10"}, ["radius"]),
        ({"q": "x", "page": "0"}, ["page"]),
        ({"q": "x", "page": "-1"}, ["page"]),
        ({"q": "x", "page": "99999999999999999999"}, ["page"]),
        ({"q": "x", "page": "30", "per_page": "50"}, ["page"]),
        ({"q": "x", "per_page": "51"}, ["per_page"]),
        ({"q": "x", "explain": "vielleicht"}, ["explain"]),
        ({"q": "x", "site_id": "1"}, ["site_id"]),
        ({"q": "x", "seite\x00": "1"}, ["seite"]),
        ({"type": "pizza", "per_page": "0"}, ["type", "per_page", "q"]),
    ],
)
def test_what_is_wrong_is_refused_by_name(
    call: Call, parameters: dict[str, Any], wrong: list[str]
) -> None:
    assert sorted(parameters_of(call(**parameters))) == sorted(wrong)


def test_anybody_may_read_nobody_is_known_and_nothing_is_kept(
    call: Call, network_a: Network
) -> None:
    for response in (call(q="spielgruppe"), call()):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["Content-Type"].startswith("application/json")
        assert "Cookie" not in response.headers.get("Vary", "")
        assert not response.cookies
    host = {"host": network_a.site.hostname}
    assert Client().post("/api/v1/search?q=x", headers=host).status_code == 405
    unknown = Client().get("/api/v1/search?q=x", headers={"host": "unknown.example"})
    assert unknown.status_code == 404


def test_too_many_questions_are_refused_for_a_while(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert RATES[0].number == 120
    monkeypatch.setattr("search.api.views.RATES", (type(RATES[0])(2, RATES[0].period),))
    assert [call(q="x").status_code for _ in range(4)] == [200, 200, 429, 429]
    refused = call(q="x")
    assert refused.headers["Retry-After"] == "60"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert "Zu viele Anfragen" in refused.json()["errors"][0]["message"]


def test_without_the_engine_names_are_found_and_marked(call: Call, settings: Settings) -> None:
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = {"url": "http://127.0.0.1:9", "prefix": "nobody"}
    answer = call(q="spielgruppe", network="b-netz", topic="kinderbetreuung", explain="true").json()
    assert answer["is_degraded"]
    assert [hit["slug"] for hit in answer["hits"]] == ["fluss"]
    # What could not be applied is not said to have been.
    assert {"parameter": "topic", "value": "kinderbetreuung"} not in answer["applied_filters"]
    assert {"parameter": "network", "value": "b-netz"} in answer["applied_filters"]
    assert answer["understood"] is None


def test_the_number_of_queries_does_not_depend_on_the_hits(
    call: Call, network_a: Network, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(30):
        OfferFactory(steward=network_a, title=f"Spielgruppe {number}")
    indexer.index_all_pending()
    call(q="spielgruppe")
    with django_assert_max_num_queries(10):
        call(q="spielgruppe", per_page=50, network="a-netz", topic="kinderbetreuung")
    with django_assert_max_num_queries(30):
        call(q="spielgruppe", per_page=50, explain="true")


def test_the_schema_is_the_one_that_was_agreed(call: Call, network_a: Network) -> None:
    """A change of the schema is meant: `manage.py search_openapi > …/search.json`."""
    host = {"host": network_a.site.hostname}
    served = Client().get("/api/v1/openapi.json", headers=host)
    assert served.json() == json.loads(GOLDEN.read_text("utf-8"))
    assert served.headers["Cache-Control"] == "public, max-age=3600"
    assert served.headers["Access-Control-Allow-Origin"] == "*"
    named = {each["name"] for each in schema()["paths"]["/api/v1/search"]["get"]["parameters"]}
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert all(f"`{name}`" in text for name in named)
    hit = schema()["components"]["schemas"]["HitAnswer"]["properties"]
    assert all(f"hits[].{name}" in text for name in hit)


def test_the_examples_of_the_guide_hold(places: None, call: Call, network_a: Network) -> None:
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    examples = re.findall(r"^GET (/api/\S+)\n(\d{3})(?: (\w+))?$", text, re.MULTILINE)
    assert len(examples) > 10
    OfferLanguage.objects.create(offer=OfferFactory(steward=network_a), code="tr")
    for address, status, parameter in examples:
        response = Client().get(address, headers={"host": network_a.site.hostname})
        assert response.status_code == int(status), (address, response.content)
        if parameter:
            assert parameters_of(response) == [parameter], address
