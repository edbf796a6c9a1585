"""Outbox → index: nothing is lost, nothing is shown that is not public, errors hold up nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from network_core.directory.models import Offer
from network_core.networks.models import Network
from search import indexer
from search.engines.base import EngineError
from search.engines.embedded import EmbeddedEngine
from search.models import OutboxRow
from tests.factories import OfferFactory, PartnerFactory

pytestmark = pytest.mark.django_db


def test_a_crash_after_writing_leaves_the_row_pending(
    network_a: Network, engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch, titles: Any
) -> None:
    OfferFactory(steward=network_a, title="Haushaltshilfe")
    indexer.index_all_pending()
    OfferFactory(steward=network_a, title="Schreibwerkstatt")
    real = EmbeddedEngine.apply

    def dies(self: EmbeddedEngine, states: Any) -> None:
        real(self, states)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedEngine, "apply", dies)
        with pytest.raises(KeyboardInterrupt):
            indexer.index_pending()
    assert OutboxRow.objects.pending().count() == 1
    assert titles(network_a, "Schreibwerkstatt") == ["Schreibwerkstatt"]
    assert OutboxRow.objects.pending().count() == 0


def test_an_engine_that_is_down_loses_nothing(
    network_a: Network, monkeypatch: pytest.MonkeyPatch, titles: Any
) -> None:
    indexer.rebuild()
    OfferFactory(steward=network_a, title="Schreibwerkstatt")

    def down(self: EmbeddedEngine, states: Any) -> None:
        raise EngineError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedEngine, "apply", down)
        with pytest.raises(EngineError):
            indexer.index_all_pending()
    assert OutboxRow.objects.pending().exists()
    assert titles(network_a, "Schreibwerkstatt") == ["Schreibwerkstatt"]


def test_a_change_while_indexing_stays_pending(
    network_a: Network, monkeypatch: pytest.MonkeyPatch, titles: Any
) -> None:
    indexer.rebuild()
    offer = OfferFactory(steward=network_a, title="Schreibwerkstatt")
    real = EmbeddedEngine.apply

    def slow(self: EmbeddedEngine, states: Any) -> Any:
        refused = real(self, states)
        offer.title = "Malwerkstatt"
        offer.save()
        return refused

    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedEngine, "apply", slow)
        indexer.index_pending()
    assert OutboxRow.objects.pending().count() == 1
    assert titles(network_a, "Malwerkstatt") == ["Malwerkstatt"]
    assert titles(network_a, "Schreibwerkstatt") == []


def test_one_bad_object_does_not_hold_up_the_others(
    network_a: Network, monkeypatch: pytest.MonkeyPatch, titles: Any
) -> None:
    from search.documents.offers import OfferSource

    indexer.rebuild()
    bad = OfferFactory(steward=network_a, title="Kaputt")
    OfferFactory(steward=network_a, title="Schreibwerkstatt")
    real = OfferSource._documents

    def breaks(self: OfferSource, offer: Any, *rest: Any) -> Any:
        if offer.pk == bad.pk:
            raise ValueError("cannot be read")
        return real(self, offer, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(OfferSource, "_documents", breaks)
        assert titles(network_a, "Schreibwerkstatt") == ["Schreibwerkstatt"]
        row = OutboxRow.objects.pending().get()
        assert (row.object_pk, row.attempts) == (bad.pk, 1)
        assert "cannot be read" in row.last_error
        assert row.due_at > timezone.now()
        assert indexer.index_all_pending() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=True):
        assert titles(network_a, "Kaputt") == ["Kaputt"]
    assert OutboxRow.objects.get(object_type="offer", object_pk=bad.pk).last_error == ""


def test_the_first_run_builds_the_index_from_the_database(
    network_a: Network, engine: EmbeddedEngine, titles: Any
) -> None:
    OfferFactory(steward=network_a, title="Schreibwerkstatt")
    OutboxRow.objects.all().delete()
    assert not engine.is_current()
    assert titles(network_a, "Schreibwerkstatt") == ["Schreibwerkstatt"]
    assert engine.is_current()


def test_a_new_analysis_rebuilds_the_index(
    network_a: Network, engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch, titles: Any
) -> None:
    OfferFactory(steward=network_a, title="Schreibwerkstatt")
    indexer.index_all_pending()
    before = (engine.folder / "current").read_text()
    monkeypatch.setattr("search.engines.embedded.ANALYSIS_VERSION", 999)
    assert titles(network_a, "Schreibwerkstatt") == ["Schreibwerkstatt"]
    assert (engine.folder / "current").read_text() != before


def test_reconciling_finds_and_repairs_what_no_signal_told(
    network_a: Network,
    engine: EmbeddedEngine,
    titles: Any,
    add_page: Callable[..., Page],
    capsys: pytest.CaptureFixture[str],
) -> None:
    changed = OfferFactory(steward=network_a, title="Schreibwerkstatt")
    gone = OfferFactory(steward=network_a, title="Lesekreis")
    PartnerFactory(steward=network_a, name="Mütterzentrum")
    add_page(network_a, "Unsere Themen")
    indexer.index_all_pending()
    assert indexer.reconcile() == {}

    Offer.objects.filter(pk=changed.pk).update(title="Malwerkstatt")
    Offer.objects.filter(pk=gone.pk).update(live=False)
    new = Offer.objects.bulk_create([Offer(slug="neu", title="Töpfern", steward=network_a)])[0]
    assert indexer.reconcile() == {
        f"offer:{changed.pk}": "outdated",
        f"offer:{gone.pk}": "surplus",
        f"offer:{new.pk}": "missing",
    }
    call_command("search_reconcile")
    assert "0 differences" in capsys.readouterr().out
    assert titles(network_a, "Malwerkstatt") == ["Malwerkstatt"]
    assert titles(network_a, "Töpfern") == ["Töpfern"]
    assert titles(network_a, "Lesekreis") == []


def test_commands_say_what_they_did(network_a: Network, capsys: pytest.CaptureFixture[str]) -> None:
    OfferFactory(steward=network_a)
    call_command("search_index")
    assert "documents in" in capsys.readouterr().out
    OfferFactory(steward=network_a)
    call_command("index_outbox")
    assert "1 objects indexed" in capsys.readouterr().out


def test_rebuilding_marks_what_it_has_read_as_done(network_a: Network) -> None:
    OfferFactory(steward=network_a)
    indexer.rebuild()
    assert not OutboxRow.objects.pending().exists()


@pytest.mark.django_db(transaction=True)
def test_the_thread_indexes_changes_as_they_are_committed(
    network_a: Network, engine: EmbeddedEngine, ask: Any
) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=indexer.run_forever, args=(stop,))
    thread.start()
    try:
        OfferFactory(steward=network_a, title="Schreibwerkstatt")
        deadline = timezone.now() + timedelta(seconds=60)
        found: list[Any] = []
        while not found and timezone.now() < deadline:
            found = ask(network_a, "Schreibwerkstatt")["hits"]
            threading.Event().wait(0.05)
        assert [hit["title"] for hit in found] == ["Schreibwerkstatt"]
    finally:
        stop.set()
        from search.outbox.wake import wake

        wake()
        thread.join(timeout=10)
    assert not thread.is_alive()
