"""Suggestions while somebody types: what is offered, and what never is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network_core.directory.models import OfferText
from network_core.networks.models import Network
from network_core.statistics import counters
from network_core.statistics.models import DailyCount
from search import indexer
from tests.factories import (
    HiddenOfferFactory,
    OfferFactory,
    PartnerFactory,
    TermFactory,
    let_speak,
)

pytestmark = pytest.mark.django_db
Suggest = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def suggest(client: Client) -> Suggest:
    """Index what has changed, then type; kind and title of what is suggested."""

    def asked(network: Network, typed: str, language: str = "de") -> list[tuple[str, str]]:
        cache.clear()
        indexer.index_all_pending()
        answer = client.get(
            f"/{language}/suche/vorschlaege/",
            {"q": typed},
            headers={"host": network.site.hostname},
        )
        assert answer.status_code == 200
        return [(each["kind"], each["title"]) for each in answer.json()["suggestions"]]

    return asked


def asked_before(network: Network, query: str, days: int, times: int = 3) -> None:
    today = timezone.localdate()
    for day in range(days):
        DailyCount.objects.create(
            network=network,
            kind="search_with_hit",
            key=query,
            language="de",
            count=times,
            day=today - timedelta(days=day),
        )


def test_offers_and_partners_begin_with_what_was_typed(
    network_a: Network, network_b: Network, suggest: Suggest
) -> None:
    OfferFactory(steward=network_b, title="Beratung für Ältere")
    OfferFactory(steward=network_a, title="Offene Beratungsstunde")
    PartnerFactory(steward=network_a, name="Beratungshaus")
    OfferFactory(steward=network_a, title="Kochkurs", summary="Mit Beratung")
    assert suggest(network_a, "beratu")[-1] == ("offer", "Beratung für Ältere")
    assert set(suggest(network_a, "Beratu")) == {
        ("offer", "Offene Beratungsstunde"),
        ("partner", "Beratungshaus"),
        ("offer", "Beratung für Ältere"),
    }
    assert suggest(network_a, "berat äl") == [("offer", "Beratung für Ältere")]
    assert suggest(network_a, "berat aelt") == [("offer", "Beratung für Ältere")]


@pytest.mark.parametrize("typed", ["", "b", " ", ".*", "(", "\x00", "b" * 500, "?a=b&c", "%00%ff"])
def test_odd_or_short_input_suggests_nothing(
    network_a: Network, suggest: Suggest, typed: str
) -> None:
    OfferFactory(steward=network_a, title="Beratung")
    assert suggest(network_a, typed) == []


def test_nothing_hidden_private_or_gone_is_suggested(
    network_a: Network, network_b: Network, suggest: Suggest
) -> None:
    OfferFactory(steward=network_a, title="Geheimer Entwurf", live=False)
    hidden = OfferFactory(steward=network_b, title="Geheimes für B")
    HiddenOfferFactory(offer=hidden, network=network_a)
    PartnerFactory(steward=network_b, name="Geheimer Partner", live=False)
    stale = OfferFactory(steward=network_a, title="Geheimes von gestern")
    indexer.index_all_pending()
    type(stale).objects.filter(pk=stale.pk).update(live=False)
    assert suggest(network_a, "gehei") == []
    assert suggest(network_b, "gehei") == [("offer", "Geheimes für B")]


def test_topics_are_suggested_where_the_site_has_offers_for_them(
    network_a: Network, network_b: Network, suggest: Suggest
) -> None:
    money = TermFactory(scheme__slug="topic", slug="geld", label="Geld und Unterhalt")
    rent = TermFactory(slug="miete", label="Miete", parent=money)
    TermFactory(slug="gelderland", label="Gelderland", scheme=money.scheme)
    OfferFactory(steward=network_a, title="Zuschuss", terms=[rent])
    assert suggest(network_a, "geld") == [("topic", "Geld und Unterhalt")]
    assert suggest(network_a, "unterh") == [("topic", "Geld und Unterhalt")]
    assert suggest(network_b, "geld") == []


def test_queries_come_back_only_after_several_days_and_in_published_words(
    network_a: Network, network_b: Network, suggest: Suggest
) -> None:
    OfferFactory(steward=network_a, title="Wohngeld beantragen")
    asked_before(network_a, "wohngeld beantragen", days=3)
    asked_before(network_a, "wohngeld", days=2, times=50)
    asked_before(network_a, "wohngeld ist schrott", days=9)
    asked_before(network_a, "wohngeld anna meier", days=9)
    asked_before(network_b, "wohngeld wohngeld", days=9)
    assert suggest(network_a, "wohng") == [
        ("query", "wohngeld beantragen"),
        ("offer", "Wohngeld beantragen"),
    ]


def test_only_queries_with_hits_are_counted_and_only_of_visitors(
    network_a: Network, client: Client
) -> None:
    OfferFactory(steward=network_a, title="Wohngeld")
    indexer.index_all_pending()
    visitor = {"host": network_a.site.hostname, "user-agent": "Mozilla/5.0"}
    client.get("/de/suche/", {"q": "Wohngeld"}, headers=visitor)
    client.get("/de/suche/", {"q": "Wohngeld", "type": "offer"}, headers=visitor)
    client.get("/de/suche/", {"q": "Pizza"}, headers=visitor)
    client.get("/de/suche/", {"q": "Wohngeld"}, headers=visitor | {"user-agent": "a-bot/1.0"})
    client.get("/de/suche/", {"q": "Wohngeld"}, headers=visitor | {"dnt": "1"})
    counters.flush()
    rows = DailyCount.objects.filter(kind="search_with_hit").values_list("key", "count")
    assert list(rows) == [("wohngeld", 1)]


def test_texts_of_the_visitors_language_come_first(network_a: Network, suggest: Suggest) -> None:
    turkish = let_speak(network_a, "tr")["tr"]
    OfferFactory(steward=network_a, title="Kredit")
    translated = OfferFactory(steward=network_a, title="Gutschein")
    OfferText.objects.create(record=translated, locale=turkish, title="Kreş kuponu", live=True)
    assert suggest(network_a, "kre", "tr") == [("offer", "Kreş kuponu"), ("offer", "Kredit")]
    assert suggest(network_a, "kre") == [("offer", "Kredit")]


def test_it_costs_few_queries_and_no_cookie(
    network_a: Network, client: Client, suggest: Suggest
) -> None:
    for number in range(12):
        OfferFactory(steward=network_a, title=f"Beratung {number}")
        PartnerFactory(steward=network_a, name=f"Beratung {number}")
    assert len(suggest(network_a, "beratung")) == 5
    host = {"host": network_a.site.hostname}
    with CaptureQueriesContext(connection) as captured:
        answer: Any = client.get("/de/suche/vorschlaege/", {"q": "beratung"}, headers=host)
    assert len(captured) <= 5
    assert not answer.cookies
    assert answer.headers["Cache-Control"].startswith("private")
    assert client.post("/de/suche/vorschlaege/", headers=host).status_code == 405


def test_without_an_index_the_rest_is_suggested(
    network_a: Network, client: Client, engine: Any
) -> None:
    term = TermFactory(scheme__slug="topic", slug="geld", label="Geld")
    OfferFactory(steward=network_a, title="Geldsorgen", terms=[term])
    engine.folder.mkdir(parents=True)
    (engine.folder / "current").write_text("gone")
    cache.clear()
    host = {"host": network_a.site.hostname}
    answer = client.get("/de/suche/vorschlaege/", {"q": "geld"}, headers=host)
    assert [each["title"] for each in answer.json()["suggestions"]] == ["Geld"]
