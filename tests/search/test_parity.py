"""Both engines give the same answers: the same hits in the same order, totals and counts."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from search.engines.base import (
    All,
    Any,
    Best,
    Facet,
    Fixed,
    IndexDocument,
    Keyword,
    Node,
    ObjectState,
    Prefix,
    Range,
    SearchRequest,
    Token,
    Without,
)
from search.engines.elastic.engine import ElasticEngine
from search.engines.embedded import EmbeddedEngine

pytestmark = pytest.mark.elasticsearch

LANGUAGES = ("de", "tr", "ar")
WORDS = [f"wort{number}" for number in range(300)]
COMMON = "überall"
NETWORKS = [f"netz{number}" for number in range(102)]
FIELDS = ("title", "lead", "keywords", "text")
OBJECTS = 20_000


def generated(seed: int = 7) -> Iterator[ObjectState]:
    """20,000 offers with few words, so that thousands have the same score."""
    dice = random.Random(seed)
    for number in range(OBJECTS):
        name = f"offer:{number}"
        languages = LANGUAGES[: dice.choice((1, 1, 1, 2, 3))]
        documents = []
        for language in languages:
            title = dice.choices(WORDS, weights=range(300, 0, -1), k=2)
            text = [*title, *dice.choices(WORDS, k=6), *[COMMON] * (dice.random() < 0.6)]
            documents.append(
                IndexDocument(
                    id=f"{name}:{language}",
                    object=name,
                    texts={
                        "title": title,
                        "lead": [],
                        "keywords": text[2:4],
                        "text": text,
                        "start": title,
                    },
                    keywords={
                        "object": [name],
                        "type": ["offer"],
                        "language": [language],
                        "network": [NETWORKS[int(dice.triangular(0, 102, 0))]],
                        "topic": sorted({f"topic{dice.randrange(30)}" for _ in range(2)}),
                        "hidden_in": ["netz3"] if dice.random() < 0.05 else [],
                    },
                    numbers={
                        "visible_from": 0,
                        "visible_until": dice.choice((5, 100)),
                        "check_due": dice.choice((5, 100)),
                    },
                    stored={"title": " ".join(title), "excerpt": " ".join(text)},
                    spellings=[f"{word}={word.title()}" for word in title],
                )
            )
        yield ObjectState(name, 0, tuple(documents))


def questions(seed: int = 11, count: int = 60) -> Iterator[SearchRequest]:
    """Trees of every shape, from one common word (thousands of equal scores) to nested ones."""
    dice = random.Random(seed)

    def word() -> Node:
        if dice.random() < 0.1:
            return Token("text", COMMON, 0.7)
        if dice.random() < 0.1:
            return Prefix("start", f"wort{dice.randrange(30)}", 1.5)
        token = dice.choices(WORDS, weights=range(300, 0, -1))[0]
        return Token(dice.choice(FIELDS), token, dice.choice((1.0, 0.7, 2.6, 0.333, 0.12345)))

    def tree(depth: int) -> Node:
        if depth == 0 or dice.random() < 0.3:
            return word()
        children = tuple(tree(depth - 1) for _ in range(dice.randint(1, 3)))
        shape = dice.choice((All, Any, Best, Any))
        node: Node = shape(children)
        return Fixed(node, dice.random() * 1_000) if dice.random() < 0.2 else node

    for number in range(count):
        selections: dict[str, Node] = {}
        if number % 3 == 1:
            selections["network"] = Keyword("network", tuple(dice.sample(NETWORKS, 3)))
        if number % 5 == 2:
            selections["topic"] = Keyword("topic", ("topic1", "topic2"))
        yield SearchRequest(
            match=word() if number % 4 == 0 else tree(3),
            filters=(
                Range("visible_until", 50, None),
                Keyword("language", (dice.choice(LANGUAGES),)),
                Without(Keyword("hidden_in", ("netz3",))),
            ),
            selections=selections,
            boosts=(Keyword("network", (dice.choice(NETWORKS),), 1.5),),
            facets=(Facet("network", "network", 50), Facet("topic", "topic", 20)),
            offset=dice.choice((0, 0, 0, 20, 180)),
        )


def test_twenty_thousand_generated_offers_are_found_alike(
    engine: EmbeddedEngine, elastic: ElasticEngine
) -> None:
    assert engine.rebuild(generated()) == elastic.rebuild(generated())
    embedded_words, elastic_words = engine.vocabulary(), elastic.vocabulary()
    assert embedded_words.documents == elastic_words.documents
    for word in WORDS:
        assert embedded_words.frequency(word) == elastic_words.frequency(word)
        assert embedded_words.near(f"{word}x", 1) == elastic_words.near(f"{word}x", 1)
    totals = []
    for request in questions():
        here, there = engine.search(request), elastic.search(request)
        assert here.total == there.total
        assert [(hit.id, hit.score) for hit in here.hits] == [
            (hit.id, hit.score) for hit in there.hits
        ]
        assert here.facets == there.facets
        assert [hit.stored for hit in here.hits] == [hit.stored for hit in there.hits]
        totals.append(here.total)
    # The questions are worth asking: some find thousands, where equal scores must be cut alike.
    assert max(totals) > 1_500
    assert len([total for total in totals if total]) > 40
