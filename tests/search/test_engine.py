"""The embedded engine on real folders: finding, counting, replacing, two writers, rebuilding."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.base import (
    All,
    Any,
    Best,
    EngineBusyError,
    Facet,
    Fixed,
    IndexDocument,
    Keyword,
    ObjectState,
    Range,
    SearchRequest,
    Token,
    Without,
)
from search.engines.embedded import EmbeddedEngine


def state(
    name: str, tokens: str, *, version: int = 1, network: str = "a", until: int = 100
) -> ObjectState:
    words = tokens.split()
    return ObjectState(
        name,
        version,
        (
            IndexDocument(
                id=f"{name}:de",
                object=name,
                texts={"title": words[:1], "lead": [], "keywords": [], "text": words},
                keywords={"object": [name], "network": [network], "language": ["de"]},
                numbers={"visible_from": 0, "visible_until": until},
                stored={"title": name, "excerpt": tokens},
                spellings=[f"{word}={word.title()}" for word in words],
            ),
        ),
    )


def found(engine: EmbeddedEngine, request: SearchRequest) -> list[str]:
    return [hit.object for hit in engine.search(request).hits]


def word(token: str, score: float = 1.0) -> Token:
    return Token("text", token, score)


def test_without_an_index_nothing_is_found(engine: EmbeddedEngine) -> None:
    assert engine.search(SearchRequest(word("kind"), ())).total == 0
    assert engine.vocabulary().documents == 0
    assert not engine.is_current()


def test_scores_are_the_numbers_of_the_tree(engine: EmbeddedEngine) -> None:
    engine.apply([state("offer:1", "kind geld"), state("offer:2", "geld geld geld")])
    tree = Any((word("kind", 2.0), word("geld", 0.5), Fixed(All((word("kind"), word("geld"))), 9)))
    hits = engine.search(SearchRequest(tree, ())).hits
    assert [(hit.object, hit.score) for hit in hits] == [("offer:1", 11.5), ("offer:2", 0.5)]


def test_the_best_alternative_counts_alone(engine: EmbeddedEngine) -> None:
    engine.apply([state("offer:1", "kind geld")])
    (hit,) = engine.search(SearchRequest(Best((word("kind", 2.0), word("geld", 3.0))), ())).hits
    assert hit.score == 3.0


def test_filters_ranges_and_exclusions_hold(engine: EmbeddedEngine) -> None:
    engine.apply(
        [
            state("offer:1", "kind"),
            state("offer:2", "kind", network="b"),
            state("offer:3", "kind", until=5),
        ]
    )
    in_a = Keyword("network", ("a",))
    assert found(engine, SearchRequest(word("kind"), (Without(in_a),))) == ["offer:2"]
    in_time = Range("visible_until", 50, None)
    assert found(engine, SearchRequest(word("kind"), (in_a, in_time))) == ["offer:1"]


def test_filters_do_not_change_scores_and_boosts_do(engine: EmbeddedEngine) -> None:
    engine.apply([state("offer:1", "kind"), state("offer:2", "kind", network="b")])
    boost = Keyword("network", ("b",), 3.0)
    answer = engine.search(
        SearchRequest(word("kind"), (Range("visible_until", 1, None),), boosts=(boost,))
    )
    assert [(hit.object, hit.score) for hit in answer.hits] == [("offer:2", 4.0), ("offer:1", 1.0)]


def test_a_facet_counts_under_the_other_selections(engine: EmbeddedEngine) -> None:
    engine.apply(
        [state("offer:1", "kind"), state("offer:2", "kind", network="b"), state("offer:3", "haus")]
    )
    answer = engine.search(
        SearchRequest(
            word("kind"),
            (),
            selections={"network": Keyword("network", ("b",))},
            facets=(Facet("network", "network"), Facet("language", "language")),
        )
    )
    assert answer.total == 1
    assert answer.facets["network"] == (("a", 1), ("b", 1))
    assert answer.facets["language"] == (("de", 1),)


def test_pages_of_equal_scores_neither_repeat_nor_lose_a_hit(engine: EmbeddedEngine) -> None:
    engine.apply([state(f"offer:{number}", "kind") for number in range(130)])
    pages = [
        found(engine, SearchRequest(word("kind"), (), offset=start, limit=20))
        for start in range(0, 140, 20)
    ]
    seen = [name for page in pages for name in page]
    assert len(seen) == 130
    assert len(set(seen)) == 130


def test_a_new_state_replaces_all_documents_of_its_object(engine: EmbeddedEngine) -> None:
    engine.apply([state("offer:1", "kind"), state("offer:10", "kind")])
    engine.apply([state("offer:1", "haus", version=2)])
    assert found(engine, SearchRequest(word("kind"), ())) == ["offer:10"]
    assert found(engine, SearchRequest(word("haus"), ())) == ["offer:1"]


def test_a_tombstone_removes_and_doing_it_twice_is_the_same(engine: EmbeddedEngine) -> None:
    engine.apply([state("offer:1", "kind")])
    for _ in range(2):
        engine.apply([ObjectState("offer:1", 2)])
    assert engine.search(SearchRequest(word("kind"), ())).total == 0
    assert engine.digests() == {}


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


def test_a_rebuild_takes_over_at_its_end_only(engine: EmbeddedEngine) -> None:
    engine.apply([state("offer:1", "kind")])

    def states() -> Iterator[ObjectState]:
        yield state("offer:2", "kind")
        assert found(engine, SearchRequest(word("kind"), ())) == ["offer:1"]
        yield state("offer:3", "kind")

    assert engine.rebuild(states()) == 2
    assert sorted(found(engine, SearchRequest(word("kind"), ()))) == ["offer:2", "offer:3"]


def test_a_failed_rebuild_leaves_the_old_index(engine: EmbeddedEngine) -> None:
    engine.apply([state("offer:1", "kind")])

    def states() -> Iterator[ObjectState]:
        yield state("offer:2", "kind")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        engine.rebuild(states())
    assert found(engine, SearchRequest(word("kind"), ())) == ["offer:1"]


def test_an_index_of_another_analysis_is_not_current(engine: EmbeddedEngine) -> None:
    engine.apply([state("offer:1", "kind")])
    assert engine.is_current()
    generation = Path(engine.folder) / (engine.folder / "current").read_text()
    passport = json.loads((generation / "passport.json").read_text())
    passport["analysis"] -= 1
    (generation / "passport.json").write_text(json.dumps(passport))
    assert not engine.is_current()


def test_the_vocabulary_knows_frequency_spelling_and_near_words(engine: EmbeddedEngine) -> None:
    engine.apply([state("offer:1", "krabbelgruppe kind"), state("offer:2", "kind")])
    vocabulary = engine.vocabulary()
    assert vocabulary.documents == 2
    assert vocabulary.frequency("kind") == 2
    assert vocabulary.frequency("hund") == 0
    assert vocabulary.spelling("krabbelgruppe") == "Krabbelgruppe"
    assert vocabulary.near("krabelgrupe", 2) == ["krabbelgruppe"]
    assert vocabulary.near("pizza", 2) == []


def test_the_digest_tells_changed_objects(engine: EmbeddedEngine) -> None:
    engine.apply([state("offer:1", "kind"), state("offer:2", "kind")])
    before = dict(engine.digests())
    engine.apply([state("offer:1", "kind", version=7), state("offer:2", "haus")])
    after = engine.digests()
    assert after["offer:1"] == before["offer:1"]
    assert after["offer:2"] != before["offer:2"]
