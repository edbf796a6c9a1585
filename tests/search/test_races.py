"""Two indexers at once, changes while they work, and one that dies in the middle of writing."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import close_old_connections, connection

from network_core.directory.models import Offer
from network_core.networks.models import Network
from search import indexer
from search.engines.base import EngineBusyError
from search.engines.embedded import EmbeddedEngine
from search.models import OutboxRow
from tests.factories import OfferFactory


def index_until(done: threading.Event, errors: list[Exception]) -> None:
    """Index again and again like a worker; being told to wait is no error."""
    try:
        while not done.is_set() or OutboxRow.objects.pending().exists():
            close_old_connections()
            try:
                indexer.index_pending(limit=5)
            except EngineBusyError:
                continue
    except Exception as error:
        errors.append(error)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_indexers_and_an_editor_end_in_the_state_of_the_database(
    network_a: Network, engine: EmbeddedEngine
) -> None:
    offers = [OfferFactory(steward=network_a, title="Anfang") for _ in range(12)]
    indexer.rebuild()
    done, errors = threading.Event(), list[Exception]()
    workers = [threading.Thread(target=index_until, args=(done, errors)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for step in range(3):
        for number, offer in enumerate(offers):
            offer.title = f"Fassung {step}"
            offer.live = (number + step) % 3 != 0
            offer.save()
    offers[0].delete()
    done.set()
    for worker in workers:
        worker.join(timeout=60)
    assert errors == []
    assert not any(worker.is_alive() for worker in workers)
    assert not OutboxRow.objects.pending().exists()
    assert indexer.reconcile() == {}
    live = {f"offer:{pk}" for pk in Offer.objects.public().values_list("pk", flat=True)}
    assert {name for name in engine.digests() if name.startswith("offer:")} == live


@pytest.mark.django_db
def test_dying_while_documents_are_written_leaves_the_index_as_it_was(
    network_a: Network, engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch, titles: Any
) -> None:
    OfferFactory(steward=network_a, title="Lesekreis")
    indexer.index_all_pending()
    before = dict(engine.digests())
    for title in ("Malkreis", "Strickkreis"):
        OfferFactory(steward=network_a, title=title)
    real = EmbeddedEngine._document
    written: list[str] = []

    def dies(self: EmbeddedEngine, source: Any, mark: str) -> Any:
        if written:
            raise KeyboardInterrupt
        written.append(source.id)
        return real(self, source, mark)

    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedEngine, "_document", dies)
        with pytest.raises(KeyboardInterrupt):
            indexer.index_pending()
    assert written
    assert dict(engine.digests()) == before
    assert OutboxRow.objects.pending().count() == 2
    assert sorted(titles(network_a, "Strickkreis")) == ["Strickkreis"]
    assert indexer.reconcile() == {}


@pytest.mark.django_db
def test_an_indexer_that_had_to_wait_writes_nothing_older(
    network_a: Network, engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch, titles: Any
) -> None:
    """One indexer has seen its row and waits for the other, which writes a newer state."""
    offer = OfferFactory(steward=network_a, title="Malkreis")
    indexer.rebuild()
    offer.title = "Strickkreis"
    offer.save()
    real = EmbeddedEngine.apply

    def late(self: EmbeddedEngine, states: Any) -> Any:
        with monkeypatch.context() as inner:
            inner.setattr(EmbeddedEngine, "apply", real)
            offer.title = "Lesekreis"
            offer.save()
            indexer.index_all_pending()
        return real(self, states)

    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedEngine, "apply", late)
        indexer.index_pending()
    assert not OutboxRow.objects.pending().exists()
    assert indexer.reconcile() == {}
    assert titles(network_a, "Lesekreis") == ["Lesekreis"]
