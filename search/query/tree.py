"""Words → engine-neutral query tree, and everything that decides the order of hits.

Every word of the query becomes a concept: alternatives (the word itself, the word inside a
compound, all parts of a compound, another word for it, a word spelled nearly so), each worth less
than the one before. A concept weighs the more the rarer its words are. A document is found if
the concepts it matches weigh enough together, and one that matches all stands above any other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from search.analysis import Word, analyse, german, language_of_analysis
from search.analysis.chain import PART, exact_title
from search.analysis.normalise import fold
from search.analysis.stopwords import soft_words
from search.analysis.synonyms import Found, Synonyms, content, identity
from search.engines.base import (
    All,
    Any,
    Best,
    Fixed,
    Keyword,
    Node,
    Token,
    Vocabulary,
)

MAX_CONCEPTS = 8
ALL_WORDS = 1_000.0
"""What matching every concept is worth: more than everything else together."""
COVERAGE = 0.62
"""The share of the query's weight that a document must match."""
LONG_COVERAGE = 0.5
"""The same for questions of three and more words: of a sentence more may be beside the point."""
WEAK_COVERAGE = 0.55
"""The same for matches in a part of a compound only, asked when nothing better exists."""
PER_CONCEPT = 3.0
EXACT_TITLE = 2.0

_FIELDS = (("text", 1.0), ("lead", 0.8), ("keywords", 1.4), ("title", 2.6))
_WHOLE = 1.0
_ALL_PARTS = 0.85
_ALL_PARTS_TOO = 0.5
"""Parts of a word that other documents have as one."""
_INSIDE = 0.7
_NAME = 0.7
_TERM = 0.75
_TERM_BY_NAME = 0.5
_UNKNOWN = 1.25
"""The weight of a word that stands in no document, above the rarest known word (1)."""
_SOFT = 0.35
"""How much of its weight a word keeps that says who and not what."""
_VERB = 0.7
_JOINTS = ("", "s", "n", "en", "es", "er")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask the engine, in order: the first that finds something is the answer."""

    steps: tuple[Node, ...]
    scale: float
    """What a middling match is worth, for boosts to be measured by."""
    keys: frozenset[str]
    """Keys to mark in excerpts."""
    corrections: dict[str, str] = field(default_factory=dict)
    """Words as typed → as they are probably meant."""


@dataclass(slots=True)
class _Concept:
    weight: float
    strict: list[Node]
    weak: list[Node] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        return bool(self.strict)


class TreeBuilder:
    """Builds plans for one vocabulary and one set of synonyms per language."""

    def __init__(
        self, vocabulary: Vocabulary, synonyms: Callable[[str], Synonyms] | None = None
    ) -> None:
        self.vocabulary = vocabulary
        self._synonyms = synonyms or (lambda language: Synonyms())
        self._rarest = math.log1p(max(vocabulary.documents, 1))

    def plan(self, query: str, language: str = "de") -> Plan | None:
        """The plan for a query in a visitor's language; None if there is nothing to ask for.

        Documents in German stand in where a language has none of its own, so that a query in
        another language is read the German way as well.
        """
        chain = language_of_analysis(language)
        words = content(analyse(query, chain))[: MAX_CONCEPTS * 2]
        words = _distinct(words)[:MAX_CONCEPTS]
        if not words:
            return None
        others: dict[int, Word] = {}
        if chain != "de":
            others = {word.start: word for word in analyse(query, "de") if not word.is_stop_word}
        keys: set[str] = set()
        corrections: dict[str, str] = {}
        words = tuple(
            self._corrected(word, others.get(word.start), chain, corrections) for word in words
        )
        concepts = [self._concept(word, others.get(word.start), chain, keys) for word in words]
        for joined, where in self._joined_neighbours(words):
            spanned = [concepts[place] for place in where]
            nodes, _ = self._readings(joined, keys)
            for concept in spanned:
                concept.strict.extend(_scaled(node, concept.weight * f) for node, f in nodes)
            for found in self._synonyms("de").find([joined]):
                self._add_group(found, spanned, keys)
        for each in (chain, "de") if chain != "de" else ("de",):
            read = words if each == chain else _distinct(tuple(others.values()))
            starts = {word.start: place for place, word in enumerate(words)}
            for found in self._synonyms(each).find(read):
                places = {
                    starts[read[position].start]
                    for position in found.positions
                    if read[position].start in starts
                }
                self._add_group(found, [concepts[place] for place in places], keys)
        exact = Token("title", exact_title(words), EXACT_TITLE * sum(c.weight for c in concepts))
        steps = tuple(node for node in (_tree(concepts, exact), _weak_tree(concepts)) if node)
        if not steps:
            return None
        return Plan(
            steps=steps,
            scale=sum(concept.weight for concept in concepts),
            keys=frozenset(keys),
            corrections=corrections,
        )

    # --- concepts ---------------------------------------------------------------------------

    def _weight(self, frequency: int) -> float:
        if not frequency:
            return _UNKNOWN
        share = math.log1p(max(self.vocabulary.documents, 1) / frequency) / self._rarest
        return max(0.12, min(1.0, share))

    def _seen(self, key: str) -> int:
        """How often a key stands by itself or inside a compound (the greater of the two)."""
        return max(self.vocabulary.frequency(key), self.vocabulary.frequency(PART + key))

    def _corrected(
        self, word: Word, other: Word | None, chain: str, corrections: dict[str, str]
    ) -> Word:
        """The word, or the one that was probably meant if nobody knows what was typed."""
        for reading in (word, other):
            if reading is None:
                continue
            known = self._seen(reading.key) or (
                len(reading.parts) > 1 and all(self._seen(part) for part in reading.parts)
            )
            if known or (reading.abbreviation and self._seen(reading.abbreviation)):
                return word
        if german.is_known(word.surface) or any(
            self._synonyms(each).find([word]) for each in {chain, "de"}
        ):
            return word
        for near in self._near(fold(word.surface)):
            spelling = self.vocabulary.spelling(near)
            for meant in analyse(spelling or near, chain)[:1]:
                if spelling:
                    corrections[word.surface] = spelling
                return replace(meant, start=word.start, end=word.end)
        return word

    def _concept(self, word: Word, other: Word | None, chain: str, keys: set[str]) -> _Concept:
        nodes: list[tuple[Node, float]] = []
        frequency = 0
        for reading in [word] if other is None or other.key == word.key else [word, other]:
            found, seen = self._readings(reading, keys)
            nodes.extend(found)
            frequency = max(frequency, seen)
        weight = self._weight(frequency) * self._softness(word, chain)
        concept = _Concept(weight, [_scaled(node, weight * factor) for node, factor in nodes])
        if not self._seen(word.key) and len(word.parts) > 1:
            concept.weak = self._weak_parts(word, weight)
        return concept

    def _softness(self, word: Word, chain: str) -> float:
        if fold(word.surface) in soft_words(chain):
            return _SOFT
        if chain == "de" and word.surface.islower() and german.is_only_verb(word.surface):
            return _VERB
        return 1.0

    def _readings(
        self, word: Word, keys: set[str], *, is_name: bool = False
    ) -> tuple[list[tuple[Node, float]], int]:
        """The ways in which documents may hold the word, and how many hold it.

        Another name for what was asked must stand there as it is, not in its parts.
        """
        nodes: list[tuple[Node, float]] = []
        frequency = whole = self._seen(word.key)
        if frequency:
            nodes.append((_whole_or_inside(word.key), 1.0))
            keys.add(word.key)
        if word.abbreviation and self.vocabulary.frequency(word.abbreviation):
            nodes.append((_anywhere(word.abbreviation, _WHOLE), 1.0))
            frequency = max(frequency, self.vocabulary.frequency(word.abbreviation))
            keys.add(word.abbreviation)
        if len(word.parts) > 1 and not is_name:
            seen = [self._seen(part) for part in word.parts]
            if all(seen):
                # Together they are at most as frequent as the rarest, usually much rarer.
                frequency = max(frequency, max(1, min(seen) // 3))
                worth = _ALL_PARTS_TOO if whole else _ALL_PARTS
                nodes.append((self._together(word.parts), worth))
                if not whole:
                    keys.update(word.parts)
        return nodes, frequency

    def _near(self, word: str) -> list[str]:
        if len(word) < 4 or not word.isalpha():
            return []
        return self.vocabulary.near(word, 1 if len(word) < 7 else 2)

    def _weak_parts(self, word: Word, weight: float) -> list[Node]:
        """Parts that alone carry enough of the meaning of a compound nobody wrote."""
        weights = [self._weight(self._seen(part)) for part in word.parts]
        whole = sum(weights)
        nodes = [
            _scaled(_whole_or_inside(part), weight * _INSIDE * share / whole)
            for part, share in zip(word.parts, weights, strict=True)
            if self._seen(part) and share / whole >= WEAK_COVERAGE
        ]
        if all(self._seen(part) for part in word.parts):
            # All of them, but far from each other.
            worth = weight * _INSIDE / len(word.parts)
            nodes.append(All(tuple(_scaled(_whole_or_inside(part), worth) for part in word.parts)))
        return nodes

    def _together(self, parts: Sequence[str]) -> Node:
        """All parts of a compound near each other: in one of the telling places."""
        share = 1.0 / len(parts)
        places = []
        for name, score in _FIELDS:
            if name == "text":
                continue
            worth = score * share
            places.append(
                All(
                    tuple(
                        Best((Token(name, part, worth), Token(name, PART + part, worth)))
                        for part in parts
                    )
                )
            )
        return Any(tuple(places))

    def _joined_neighbours(self, words: Sequence[Word]) -> Iterator[tuple[Word, range]]:
        """Words typed apart that are one word in the documents (Kinder Betreuung)."""
        for size in (3, 2):
            for first in range(len(words) - size + 1):
                group = words[first : first + size]
                if any(word.abbreviation for word in group[:-1]):
                    continue
                for joint in _JOINTS:
                    typed = joint.join(word.surface.lower() for word in group)
                    if self._seen(german.key(typed)):
                        for joined in analyse(typed, "de")[:1]:
                            yield joined, range(first, first + size)
                        break

    def _add_group(self, found: Found, concepts: Sequence[_Concept], keys: set[str]) -> None:
        """What a synonym adds: what is tagged with its term, and its other names."""
        group = found.group
        nodes: list[tuple[Node, float]] = []
        frequency = 0
        if group.term:
            factor = _TERM_BY_NAME if found.is_name else _TERM
            nodes.append((Keyword("term", (group.term,), factor * 3.0), 1.0))
        asked = [identity(word) for word in found.phrase]
        for name in group.names:
            if [identity(word) for word in name] == asked:
                continue
            parts: list[Node] = []
            known = True
            named: set[str] = set()
            for word in name:
                readings, seen = self._readings(word, named, is_name=True)
                known = known and bool(seen)
                frequency = max(frequency, seen)
                if readings:
                    parts.append(Best(tuple(_scaled(node, factor) for node, factor in readings)))
            if known and parts:
                share = _NAME / len(parts)
                keys |= named if len(name) == 1 else set()
                nodes.append((All(tuple(_scaled(node, share) for node in parts)), 1.0))
        for concept in concepts:
            if not nodes:
                continue
            if not concept.strict and (frequency or group.term):
                # Nobody wrote the word itself: it weighs what its synonyms weigh.
                concept.weight = min(concept.weight, self._weight(frequency or 5))
            concept.strict.extend(_scaled(node, concept.weight * factor) for node, factor in nodes)


def _distinct(words: Iterable[Word]) -> tuple[Word, ...]:
    """Each key once (Beraterinnen und Berater)."""
    found: dict[str, Word] = {}
    for word in words:
        found.setdefault(identity(word), word)
    return tuple(found.values())


def _anywhere(token: str, factor: float) -> Node:
    return Any(tuple(Token(name, token, score * factor) for name, score in _FIELDS))


def _whole_or_inside(key: str) -> Node:
    return Best((_anywhere(key, _WHOLE), _anywhere(PART + key, _INSIDE)))


def _scaled(node: Node, factor: float) -> Node:
    """The same tree, worth `factor` times as much."""
    match node:
        case Token(name, token, score):
            return Token(name, token, round(score * factor, 4))
        case Keyword(name, values, score):
            return Keyword(name, values, round(score * factor, 4))
        case All(children):
            return All(tuple(_scaled(child, factor) for child in children))
        case Any(children):
            return Any(tuple(_scaled(child, factor) for child in children))
        case Best(children):
            return Best(tuple(_scaled(child, factor) for child in children))
        case Fixed(child, score):
            return Fixed(child, round(score * factor, 4))
        case _:
            return node


def _tree(concepts: Sequence[_Concept], exact: Node) -> Node | None:
    """Documents that match concepts of enough weight; those that match all come first."""
    return _covering([(concept.weight, concept.strict) for concept in concepts], exact)


def _weak_tree(concepts: Sequence[_Concept]) -> Node | None:
    """The same with parts of compounds, where that adds anything."""
    if not any(concept.weak for concept in concepts):
        return None
    return _covering([(each.weight, [*each.strict, *each.weak]) for each in concepts])


def _covering(
    concepts: Sequence[tuple[float, list[Node]]], bonus: Node | None = None
) -> Node | None:
    share = COVERAGE if len(concepts) < 3 else LONG_COVERAGE
    required = share * sum(weight for weight, _ in concepts)
    known = [(weight, Best(tuple(nodes))) for weight, nodes in concepts if nodes]
    if sum(weight for weight, _ in known) < required:
        return None
    subsets: list[frozenset[int]] = []
    for size in range(1, len(known) + 1):
        for places in combinations(range(len(known)), size):
            if sum(known[place][0] for place in places) < required:
                continue
            if not any(smaller <= set(places) for smaller in subsets):
                subsets.append(frozenset(places))
    covering = Any(
        tuple(All(tuple(known[place][1] for place in sorted(places))) for places in subsets)
    )
    worth: list[Node] = [bonus] if bonus else []
    for weight, node in known:
        worth.append(node)
        worth.append(Fixed(node, round(PER_CONCEPT * weight, 4)))
    if len(known) == len(concepts):
        worth.append(Fixed(All(tuple(node for _, node in known)), ALL_WORDS))
    return All((Fixed(covering, 0.0), Any(tuple(worth))))
