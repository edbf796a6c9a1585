"""Small documents and questions for tests of engines."""

from __future__ import annotations

from search.engines.base import Engine, IndexDocument, ObjectState, SearchRequest, Token


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
                numbers={"visible_from": 0, "visible_until": until, "check_due": until},
                stored={"title": name, "excerpt": tokens},
                spellings=[f"{word}={word.title()}" for word in words],
            ),
        ),
    )


def found(engine: Engine, request: SearchRequest) -> list[str]:
    return [hit.object for hit in engine.search(request).hits]


def word(token: str, score: float = 1.0) -> Token:
    return Token("text", token, score)
