"""Small makers of nodes for the query tree; every score is a whole number of hundredths.

Whole numbers below 2^24 add up to the same sum in any order and in single precision, so that two
engines that add them give the same scores to the last digit.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from search.analysis.chain import PART
from search.engines.base import All, Any, Best, Fixed, Keyword, Node, Token

SEVERAL = (All, Any, Best)
"""Nodes with children."""
UNIT = 100
"""So many points are 1.0."""
FIELDS = (("text", 1.0), ("lead", 1.2), ("keywords", 1.4), ("title", 2.6))
"""What a token is worth in each stream; `text` holds them all, so that these add up."""
INSIDE = 0.85
"""What a word inside a compound is worth, compared with the word itself."""


def points(value: float) -> int:
    """A worth as the whole number that stands in the tree."""
    return round(value * UNIT)


def anywhere(token: str, worth: float, literal: float = 0.0) -> Node:
    """The token in any stream, worth more the more telling the place.

    `literal` is what standing there at all is worth besides.
    """
    return Any(
        tuple(
            Token(name, token, points((score + (literal if name == "text" else 0.0)) * worth))
            for name, score in FIELDS
        )
    )


def word(key: str, worth: float, literal: float = 0.0) -> Node:
    """A word by itself, or for less inside a compound."""
    return Best((anywhere(key, worth, literal), anywhere(PART + key, INSIDE * worth, literal)))


def together(parts: Sequence[str], worth: float) -> Node:
    """All parts near each other: in one of the telling places."""
    share = worth / len(parts)
    places = []
    for name, score in FIELDS:
        if name == "text":
            continue
        each = points(score * share)
        places.append(
            All(
                tuple(
                    Best((Token(name, part, each), Token(name, PART + part, each)))
                    for part in parts
                )
            )
        )
    return Any(tuple(places))


def tagged(term: str, worth: float) -> Node:
    """What is tagged with a term of the taxonomy, or with one below it."""
    return Keyword("term", (term,), points(worth))


def telling(node: Node) -> Node:
    """What is left of alternatives when only title and summary are looked at."""
    match node:
        case All(children):
            return All(tuple(telling(child) for child in children))
        case Any(children) | Best(children):
            kept = tuple(
                child if isinstance(child, Token) else telling(child)
                for child in children
                if not isinstance(child, Token) or child.field in {"title", "lead"}
            )
            return Any(kept)
        case _:
            return node


def plain(node: Node) -> Node:
    """The same condition without any worth, in as few clauses as possible.

    The stream `text` holds every token of a document: who only asks whether needs no other.
    """
    if isinstance(node, Any | Best):
        children = node.children
        if isinstance(node, Any) and children and all(isinstance(each, Token) for each in children):
            return Token("text", children[0].token, 0)  # type: ignore[union-attr]
        return either(plain(child) for child in children)
    if isinstance(node, All):
        return All(tuple([plain(child) for child in node.children]))
    if isinstance(node, Fixed):
        return plain(node.child)
    if isinstance(node, Token):
        return Token(node.field, node.token, 0)
    if isinstance(node, Keyword):
        return Keyword(node.field, node.values, 0)
    return node


def either(nodes: Iterable[Node]) -> Node:
    """Any of the nodes, each once; alternatives inside them are taken out."""
    found: dict[Node, None] = {}
    for node in nodes:
        for each in node.children if isinstance(node, Any) else (node,):
            found[each] = None
    return next(iter(found)) if len(found) == 1 else Any(tuple(found))


def best(ways: Iterable[Node]) -> Node:
    """The best of the ways, without those that ask for the same as another and are worth less."""
    kept: dict[Hashable, list[tuple[tuple[float, ...], Node]]] = {}
    for way in ways:
        for each in way.children if isinstance(way, Best) else (way,):
            condition, scores = _taken_apart(each)
            rivals = kept.setdefault(condition, [])
            if not any(_is_as_good(other, scores) for other, _ in rivals):
                rivals[:] = [rival for rival in rivals if not _is_as_good(scores, rival[0])]
                rivals.append((scores, each))
    return Best(tuple(node for rivals in kept.values() for _, node in rivals))


def _taken_apart(node: Node) -> tuple[Hashable, tuple[float, ...]]:
    """What a node asks for, and apart from that all its scores in their order."""
    if isinstance(node, Token):
        return (Token, node.field, node.token), (node.score,)
    if isinstance(node, SEVERAL):
        parts = [_taken_apart(child) for child in node.children]
        scores = tuple([score for _, each in parts for score in each])
        return (type(node), *[condition for condition, _ in parts]), scores
    if isinstance(node, Keyword):
        return (Keyword, node.field, node.values), (node.score,)
    if isinstance(node, Fixed):
        return (Fixed, node.child), (node.score,)
    return node, ()


def _is_as_good(scores: Sequence[float], others: Sequence[float]) -> bool:
    return all(score >= other for score, other in zip(scores, others, strict=True))


def with_certain(match: Node, boosts: Iterable[Node]) -> tuple[Node, tuple[Node, ...]]:
    """The match with the worth of all boosts that every hit has anyway, and the other boosts."""
    if not isinstance(match, Fixed):
        return match, tuple(boosts)
    certain = _certain(match.child)
    worth, others = match.score, []
    for boost in boosts:
        if isinstance(boost, Fixed) and _conditions(boost.child) <= certain:
            worth += boost.score
        else:
            others.append(boost)
    return Fixed(match.child, worth), tuple(others)


def _certain(node: Node) -> set[Node]:
    """Conditions that hold for whatever the node matches."""
    match node:
        case All(children):
            return {node}.union(*map(_certain, children))
        case Any(children) if children:
            return {node} | set.intersection(*map(_certain, children))
        case _:
            return {node}


def _conditions(node: Node) -> set[Node]:
    return set(node.children) if isinstance(node, All) else {node}


def with_score(node: Node, factor: float) -> Node:
    """A node that carries a score of its own, worth `factor` times as much."""
    match node:
        case Keyword(name, values, score):
            return Keyword(name, values, round(score * factor))
        case Fixed(child, score):
            return Fixed(child, round(score * factor))
        case _:
            return node
