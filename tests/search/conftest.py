"""A fresh index per test, and short ways to publish, index and search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from wagtail.models import Page

from network_core.networks.models import Network
from search import indexer
from search.engines.current import current_engine
from search.engines.embedded import EmbeddedEngine
from search.query import synonyms

Titles = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def index_folder(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """An index of the test's own; synonyms are read anew, because rolled-back terms are gone."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.STATISTICS_FLUSH_SECONDS = 0
    synonyms.forget()
    yield settings.SEARCH_INDEX_DIR
    synonyms.forget()


@pytest.fixture
def engine(index_folder: Path) -> EmbeddedEngine:
    """The engine on this test's index."""
    found = current_engine()
    assert isinstance(found, EmbeddedEngine)
    return found


@pytest.fixture
def ask(client: Client) -> Callable[..., Any]:
    """Ask the search page of a network; returns the context of the answer."""

    def asked(network: Network, query: str, language: str = "de", /, **parameters: Any) -> Any:
        response = client.get(
            f"/{language}/suche/",
            {"q": query, **parameters},
            headers={"host": network.site.hostname},
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
