"""The embedded engine on real folders: two writers, other processes, indices of another time."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path

import pytest

from search.engines.base import EngineBusyError, SearchRequest
from search.engines.embedded import EmbeddedEngine
from tests.search.states import found, state, word


def test_another_process_sees_a_change_at_once(engine: EmbeddedEngine) -> None:
    other = EmbeddedEngine(engine.folder)
    engine.apply([state("offer:1", "kind")])
    assert found(other, SearchRequest(word("kind"), ())) == ["offer:1"]
    engine.apply([state("offer:2", "kind")])
    assert len(found(other, SearchRequest(word("kind"), ()))) == 2


def test_a_second_writer_is_told_to_wait(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.apply([state("offer:1", "kind")])
    monkeypatch.setattr("search.engines.embedded.WRITER_PATIENCE", 0.1)
    with open(engine.folder / "writer.lock", "a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(EngineBusyError):
            engine.apply([state("offer:2", "kind")])
    engine.apply([state("offer:2", "kind")])
    assert engine.search(SearchRequest(word("kind"), ())).total == 2


def test_an_index_of_another_analysis_is_not_current(engine: EmbeddedEngine) -> None:
    engine.apply([state("offer:1", "kind")])
    assert engine.is_current()
    generation = Path(engine.folder) / (engine.folder / "current").read_text()
    passport = json.loads((generation / "passport.json").read_text())
    passport["analysis"] -= 1
    (generation / "passport.json").write_text(json.dumps(passport))
    assert not engine.is_current()
