"""A fresh index per test, and short ways to publish, index and search."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from elasticsearch import Elasticsearch
from pytest_django import Settings
from wagtail.models import Page

from network_core.networks.models import Network
from network_core.places.models import Place
from network_core.places.names import fold, fold_short
from network_core.tenancy.matrix import Role
from search import indexer
from search.engines.base import Engine
from search.engines.current import current_engine
from search.engines.elastic.engine import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.query import synonyms
from tests.factories import person

Titles = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def index_folder(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """An index of the test's own; terms are read anew, because rolled-back ones are gone."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.STATISTICS_FLUSH_SECONDS = 0
    synonyms.forget()
    cache.clear()
    yield settings.SEARCH_INDEX_DIR
    synonyms.forget()


@pytest.fixture
def engine(index_folder: Path) -> EmbeddedEngine:
    """The engine on this test's index."""
    found = current_engine()
    assert isinstance(found, EmbeddedEngine)
    return found


@pytest.fixture
def elastic(settings: Settings) -> Iterator[ElasticEngine]:
    """The server engine, with indices of the test's own on the server that was started for tests.

    Without a server the test fails: `make test-services` starts one.
    """
    address = os.environ.get("ELASTICSEARCH_URL")
    assert address, "There is no ELASTICSEARCH_URL; these tests are run by `make test-services`."
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = {"url": address, "prefix": prefix, "search_timeout": 5.0}
    found = current_engine()
    assert isinstance(found, ElasticEngine)
    yield found
    client = Elasticsearch(address)
    for name in client.indices.get(index=f"{prefix}-*"):
        client.indices.delete(index=name)


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)])
def any_engine(request: pytest.FixtureRequest) -> Engine:
    """Every engine, one after the other."""
    name = "engine" if request.param == "embedded" else "elastic"
    engine: Engine = request.getfixturevalue(name)
    return engine


@pytest.fixture
def ask(client: Client) -> Callable[..., Any]:
    """Ask the search page of a network; returns the context of the answer."""

    def asked(network: Network, query: str, language: str = "de", /, **parameters: Any) -> Any:
        response = client.get(
            f"/{language}/suche/",
            {"q": query, **parameters},
            headers={"host": network.site.hostname, "user-agent": "Mozilla/5.0"},
        )
        assert response.status_code == 200, response.content[:300]
        return response.context

    return asked


@pytest.fixture
def titles(ask: Callable[..., Any]) -> Titles:
    """Index what has changed, then search; the titles of the hits in their order."""

    def found(
        network: Network, query: str, language: str = "de", /, **parameters: Any
    ) -> list[str]:
        indexer.index_all_pending()
        return [hit["title"] for hit in ask(network, query, language, **parameters)["hits"]]

    return found


@pytest.fixture
def add_page() -> Callable[..., Page]:
    """Publish a page below a network's root."""

    def added(network: Network, title: str, **attributes: Any) -> Page:
        from sites.models import StandardPage

        live = attributes.pop("live", True)
        root = Page.objects.get(pk=network.site.root_page_id)
        page = StandardPage(title=title, live=live, **attributes)
        root.add_child(instance=page)
        return page

    return added


@pytest.fixture
def enter() -> Callable[..., Client]:
    """Log somebody with a role into the admin."""

    def entered(role: Role, network: Network) -> Client:
        client = Client(HTTP_HOST=network.site.hostname)
        client.force_login(person(network, role))
        return client

    return entered


@pytest.fixture
def places(db: None) -> None:
    """A few towns."""
    for postcode, name, key, latitude, longitude in (
        ("37073", "Göttingen", "03159", 51.53, 9.93),
        ("37115", "Duderstadt", "03159", 51.51, 10.26),
        ("26789", "Leer (Ostfriesland)", "03457", 53.23, 7.45),
    ):
        Place.objects.create(
            postcode=postcode,
            name=name,
            folded=fold(name),
            folded_short=fold_short(name),
            key=key,
            latitude=latitude,
            longitude=longitude,
        )
