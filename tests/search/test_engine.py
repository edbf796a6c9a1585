"""What every engine does: finding, counting, replacing, rebuilding. Tried on each of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.engines.base import (
    All,
    Any,
    Best,
    Engine,
    Facet,
    Fixed,
    Keyword,
    ObjectState,
    Prefix,
    Range,
    SearchRequest,
    Without,
)
from tests.search.states import found, state, word


def test_without_an_index_nothing_is_found(any_engine: Engine) -> None:
    assert any_engine.search(SearchRequest(word("kind"), ())).total == 0
    assert any_engine.vocabulary().documents == 0
    assert not any_engine.is_current()


def test_scores_are_the_numbers_of_the_tree(any_engine: Engine) -> None:
    any_engine.apply([state("offer:1", "kind geld"), state("offer:2", "geld geld geld")])
    tree = Any((word("kind", 2.0), word("geld", 0.5), Fixed(All((word("kind"), word("geld"))), 9)))
    hits = any_engine.search(SearchRequest(tree, ())).hits
    assert [(hit.object, hit.score) for hit in hits] == [("offer:1", 11.5), ("offer:2", 0.5)]


def test_a_word_is_found_by_its_beginning(any_engine: Engine) -> None:
    any_engine.apply([state("offer:1", "kinderkurs geld"), state("offer:2", "мама (kind")])
    for start, names in (
        ("kind", ["offer:1"]),
        ("kinderkurs", ["offer:1"]),
        ("ind", []),
        ("ma", []),
        ("ма", ["offer:2"]),
        ("(ki", ["offer:2"]),
        (".", []),
    ):
        assert found(any_engine, SearchRequest(Prefix("text", start, 2.0), ())) == names


def test_the_best_alternative_counts_alone(any_engine: Engine) -> None:
    any_engine.apply([state("offer:1", "kind geld")])
    (hit,) = any_engine.search(SearchRequest(Best((word("kind", 2.0), word("geld", 3.0))), ())).hits
    assert hit.score == 3.0


def test_filters_ranges_and_exclusions_hold(any_engine: Engine) -> None:
    any_engine.apply(
        [
            state("offer:1", "kind"),
            state("offer:2", "kind", network="b"),
            state("offer:3", "kind", until=5),
        ]
    )
    in_a = Keyword("network", ("a",))
    assert found(any_engine, SearchRequest(word("kind"), (Without(in_a),))) == ["offer:2"]
    in_time = Range("visible_until", 50, None)
    assert found(any_engine, SearchRequest(word("kind"), (in_a, in_time))) == ["offer:1"]


def test_filters_do_not_change_scores_and_boosts_do(any_engine: Engine) -> None:
    any_engine.apply([state("offer:1", "kind"), state("offer:2", "kind", network="b")])
    boost = Keyword("network", ("b",), 3.0)
    answer = any_engine.search(
        SearchRequest(word("kind"), (Range("visible_until", 1, None),), boosts=(boost,))
    )
    assert [(hit.object, hit.score) for hit in answer.hits] == [("offer:2", 4.0), ("offer:1", 1.0)]


def test_a_facet_counts_under_the_other_selections(any_engine: Engine) -> None:
    any_engine.apply(
        [state("offer:1", "kind"), state("offer:2", "kind", network="b"), state("offer:3", "haus")]
    )
    answer = any_engine.search(
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


def test_pages_of_equal_scores_neither_repeat_nor_lose_a_hit(any_engine: Engine) -> None:
    any_engine.apply([state(f"offer:{number}", "kind") for number in range(130)])
    pages = [
        found(any_engine, SearchRequest(word("kind"), (), offset=start, limit=20))
        for start in range(0, 140, 20)
    ]
    seen = [name for page in pages for name in page]
    assert len(seen) == 130
    assert len(set(seen)) == 130


def test_a_new_state_replaces_all_documents_of_its_object(any_engine: Engine) -> None:
    any_engine.apply([state("offer:1", "kind"), state("offer:10", "kind")])
    any_engine.apply([state("offer:1", "haus", version=2)])
    assert found(any_engine, SearchRequest(word("kind"), ())) == ["offer:10"]
    assert found(any_engine, SearchRequest(word("haus"), ())) == ["offer:1"]


def test_a_tombstone_removes_and_doing_it_twice_is_the_same(any_engine: Engine) -> None:
    any_engine.apply([state("offer:1", "kind")])
    for _ in range(2):
        any_engine.apply([ObjectState("offer:1", 2)])
    assert any_engine.search(SearchRequest(word("kind"), ())).total == 0
    assert any_engine.digests() == {}


def test_a_rebuild_takes_over_at_its_end_only(any_engine: Engine) -> None:
    any_engine.apply([state("offer:1", "kind")])

    def states() -> Iterator[ObjectState]:
        yield state("offer:2", "kind")
        assert found(any_engine, SearchRequest(word("kind"), ())) == ["offer:1"]
        yield state("offer:3", "kind")

    assert any_engine.rebuild(states()) == 2
    assert sorted(found(any_engine, SearchRequest(word("kind"), ()))) == ["offer:2", "offer:3"]


def test_a_failed_rebuild_leaves_the_old_index(any_engine: Engine) -> None:
    any_engine.apply([state("offer:1", "kind")])

    def states() -> Iterator[ObjectState]:
        yield state("offer:2", "kind")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        any_engine.rebuild(states())
    assert found(any_engine, SearchRequest(word("kind"), ())) == ["offer:1"]


def test_the_vocabulary_knows_frequency_spelling_and_near_words(any_engine: Engine) -> None:
    any_engine.apply([state("offer:1", "krabbelgruppe kind"), state("offer:2", "kind")])
    vocabulary = any_engine.vocabulary()
    assert vocabulary.documents == 2
    assert vocabulary.frequency("kind") == 2
    assert vocabulary.frequency("hund") == 0
    assert vocabulary.spelling("krabbelgruppe") == "Krabbelgruppe"
    assert vocabulary.near("krabelgrupe", 2) == ["krabbelgruppe"]
    assert vocabulary.near("pizza", 2) == []


def test_the_digest_tells_changed_objects(any_engine: Engine) -> None:
    any_engine.apply([state("offer:1", "kind"), state("offer:2", "kind")])
    before = dict(any_engine.digests())
    any_engine.apply([state("offer:1", "kind", version=7), state("offer:2", "haus")])
    after = any_engine.digests()
    assert after["offer:1"] == before["offer:1"]
    assert after["offer:2"] != before["offer:2"]
