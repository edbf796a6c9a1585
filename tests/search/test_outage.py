"""The server engine when its server is gone, hangs, is full, or refuses a document."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from elasticsearch import Elasticsearch
from pytest_django import Settings

from network_core.directory.models import Offer
from network_core.networks.models import Network
from search import indexer
from search.engines.base import (
    Engine,
    EngineError,
    Everything,
    IndexDocument,
    ObjectState,
    SearchRequest,
)
from search.engines.current import current_engine
from search.engines.elastic.engine import ElasticEngine
from search.models import OutboxRow
from tests.factories import OfferFactory
from tests.search.states import found, state, word


class SilentServer:
    """Takes every connection and never says a word."""

    def __init__(self) -> None:
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._taken: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                self._taken.append(self._socket.accept()[0])
            except OSError:
                return
            self.connections += 1

    def close(self) -> None:
        for each in (self._socket, *self._taken):
            each.close()


def use_server(settings: Settings, url: str) -> Engine:
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = {"url": url, "prefix": "nobody"}
    return current_engine()


@pytest.fixture
def silent(settings: Settings) -> Iterator[SilentServer]:
    server = SilentServer()
    use_server(settings, server.url)
    yield server
    server.close()


def ask(client: Client, network: Network, query: str) -> Any:
    return client.get("/de/suche/", {"q": query}, headers={"host": network.site.hostname})


@pytest.mark.django_db
def test_a_server_that_hangs_costs_one_short_wait_and_then_none(
    network_a: Network, client: Client, silent: SilentServer
) -> None:
    OfferFactory(steward=network_a, title="Spielgruppe am Park")
    for _ in range(3):
        start = time.monotonic()
        response = ask(client, network_a, "spielgruppe")
        # Without a limit of our own the client would wait ten seconds.
        assert time.monotonic() - start < 3
        assert response.status_code == 200
        assert response.context["is_degraded"]
        assert [hit["title"] for hit in response.context["hits"]] == ["Spielgruppe am Park"]
        assert "gerade gestört" in response.content.decode()
    assert silent.connections == 1


@pytest.mark.django_db
def test_the_reduced_search_shows_nothing_that_is_not_public(
    network_a: Network, network_b: Network, client: Client, settings: Settings
) -> None:
    use_server(settings, "http://127.0.0.1:9")
    OfferFactory(steward=network_a, title="Spielgruppe", live=False)
    OfferFactory(steward=network_b, title="Spielgruppe am Fluss")
    own = OfferFactory(steward=network_a, title="Spielgruppe am Park")
    hits = ask(client, network_a, "SPIELGRUPPE").context["hits"]
    assert [hit["title"] for hit in hits] == ["Spielgruppe am Park", "Spielgruppe am Fluss"]
    assert ask(client, network_a, "spielgruppe pizza").context["total"] == 0
    assert hits[0]["url"] == own.get_path("de")


@pytest.mark.django_db
def test_publishing_does_not_need_the_server(network_a: Network, silent: SilentServer) -> None:
    offer = OfferFactory(steward=network_a, title="Spielgruppe")
    offer.title = "Krabbelgruppe"
    offer.save_revision().publish()
    assert silent.connections == 0
    assert OutboxRow.objects.pending().filter(object_type="offer", object_pk=offer.pk).exists()


@pytest.mark.django_db
def test_what_could_not_be_written_is_written_when_the_server_is_back(
    network_a: Network, settings: Settings
) -> None:
    OfferFactory(steward=network_a, title="Spielgruppe")
    use_server(settings, "http://127.0.0.1:9")
    with pytest.raises(EngineError):
        indexer.index_all_pending()
    assert OutboxRow.objects.pending().exists()
    settings.SEARCH_ENGINE = "embedded"
    indexer.index_all_pending()
    assert not OutboxRow.objects.pending().exists()
    assert indexer.reconcile() == {}


# --- with a real server ------------------------------------------------------------------------


@pytest.mark.elasticsearch
def test_a_full_disk_is_not_taken_for_success(elastic: ElasticEngine) -> None:
    """The server answers 200 then, with an error for each item."""
    elastic.apply([state("offer:1", "kind")])
    client = Elasticsearch(elastic.url)
    block = "index.blocks.read_only_allow_delete"
    client.indices.put_settings(index=elastic.alias, settings={block: True})
    with pytest.raises(EngineError, match="429"):
        elastic.apply([state("offer:2", "kind")])
    client.indices.put_settings(index=elastic.alias, settings={block: None})
    elastic.apply([state("offer:2", "kind")])
    assert sorted(found(elastic, SearchRequest(word("kind"), ()))) == ["offer:1", "offer:2"]


@pytest.mark.elasticsearch
def test_a_document_that_is_refused_holds_up_no_other(elastic: ElasticEngine) -> None:
    bad = state("offer:1", "kind", network="n" * 40_000)
    refused = elastic.apply([bad, state("offer:2", "kind")])
    assert list(refused) == ["offer:1"]
    assert "400" in refused["offer:1"]
    assert found(elastic, SearchRequest(word("kind"), ())) == ["offer:2"]


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_a_refused_object_waits_and_says_why(
    network_a: Network, elastic: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.documents.offers import OfferSource

    indexer.rebuild()
    good = OfferFactory(steward=network_a, title="Spielgruppe")
    bad = OfferFactory(steward=network_a, title="Krabbelgruppe")
    real = OfferSource._documents

    def too_long(self: OfferSource, offer: Offer, *rest: Any) -> Iterator[IndexDocument]:
        for document in real(self, offer, *rest):
            if offer.pk == bad.pk:
                keywords = {**document.keywords, "cost": ["k" * 40_000]}
                document = replace(document, keywords=keywords)
            yield document

    monkeypatch.setattr(OfferSource, "_documents", too_long)
    indexer.index_all_pending()
    row = OutboxRow.objects.pending().get()
    assert (row.object_pk, row.attempts) == (bad.pk, 1)
    assert "400" in row.last_error
    assert f"offer:{good.pk}" in elastic.digests()


@pytest.mark.elasticsearch
def test_in_whatever_order_writes_arrive_the_newest_wins(elastic: ElasticEngine) -> None:
    writes = [
        state("offer:1", "alt", version=1),
        state("offer:1", "neu", version=2),
        ObjectState("offer:1", 3),
        state("offer:1", "zuletzt", version=4),
    ]
    for number, order in enumerate(itertools.permutations(writes)):
        name = f"offer:{number}"
        for each in order:
            documents = tuple(
                state(name, each.documents[0].texts["text"][0]).documents if each.documents else ()
            )
            elastic.apply([ObjectState(name, each.version, documents)])
    assert len(found(elastic, SearchRequest(word("zuletzt"), (), limit=100))) == 24
    assert elastic.search(SearchRequest(Everything(), ())).total == 24


@pytest.mark.elasticsearch
def test_what_is_gone_stays_gone_however_late_an_older_write_comes(
    elastic: ElasticEngine,
) -> None:
    elastic.apply([state("offer:1", "kind", version=4)])
    client = Elasticsearch(elastic.url)
    # The server forgets the versions of what it deleted after this time.
    client.indices.put_settings(index=elastic.alias, settings={"index.gc_deletes": "1ms"})
    elastic.apply([ObjectState("offer:1", 5)])
    time.sleep(0.1)
    elastic.apply([state("offer:1", "kind", version=4)])
    assert elastic.search(SearchRequest(Everything(), ())).total == 0


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_changes_during_a_rebuild_are_in_the_new_index(
    network_a: Network, elastic: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another indexer writes to the old index while the new one is being made."""
    offers = [OfferFactory(steward=network_a, title=f"Gruppe {number}") for number in range(5)]
    indexer.rebuild()
    before = elastic.digests()
    real = indexer.every_state

    def with_edits(processes: int) -> Iterator[ObjectState]:
        yield from real(processes)
        offers[0].title = "Neuer Name"
        offers[0].save()
        offers[1].delete()
        indexer.index_all_pending()

    with monkeypatch.context() as patch:
        patch.setattr(indexer, "every_state", with_edits)
        indexer.rebuild()
    assert elastic.digests() != before
    indexer.index_all_pending()
    assert indexer.reconcile() == {}


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_a_new_word_can_be_asked_for_soon(
    network_a: Network, elastic: ElasticEngine, client: Client
) -> None:
    OfferFactory(steward=network_a, title="Spielgruppe")
    indexer.rebuild()
    assert ask(client, network_a, "Xylophonkurs").context["total"] == 0
    OfferFactory(steward=network_a, title="Xylophonkurs")
    indexer.index_all_pending()
    deadline = time.monotonic() + 20
    while not ask(client, network_a, "Xylophonkurs").context["total"]:
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.elasticsearch
def test_old_indices_are_removed_but_the_one_before(elastic: ElasticEngine) -> None:
    for number in range(4):
        elastic.rebuild([state(f"offer:{number}", "kind")])
    names = Elasticsearch(elastic.url).indices.get(index=f"{elastic.alias[:-5]}-*")
    assert len(names) == 2
    assert found(elastic, SearchRequest(word("kind"), ())) == ["offer:3"]
