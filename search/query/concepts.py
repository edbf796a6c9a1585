"""What somebody asks for, word by word: concepts with the ways in which documents may answer.

A concept is a word of the query with its alternatives: the word itself, the word inside a compound,
all parts of a compound, another word for it, a subject it belongs to. Each is worth less than the
one before; a concept weighs the more the rarer its words are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from search.analysis import Word, analyse, german
from search.analysis.normalise import fold
from search.analysis.stopwords import soft_words
from search.analysis.synonyms import Found, identity
from search.engines.base import All, Best, Node, Vocabulary
from search.query import nodes

WHOLE = 1.0
ALL_PARTS = 0.85
ALL_PARTS_TOO = 0.5
"""Parts of a word that other documents have as one."""
NAME = 0.6
"""Another word for it."""
SUBJECT = 1.2
"""Tagged with the subject, where the word itself need not stand."""
UNKNOWN = 1.25
"""The weight of a word that stands in no document, above the rarest known word (1)."""
SOFT = 0.5
"""How much of its weight a word keeps that says who and not what."""
VERB = 0.6
LITERAL = 4.5
"""What it is worth that the very word stands in a document, the more the rarer the word is."""
WEAK_SHARE = 0.55
"""A part of a compound stands for it alone only if it carries so much of its meaning."""
_JOINTS = ("", "s", "n", "en", "es", "er")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to answer a concept, and what it is called in explanations."""

    kind: str
    label: str
    node: Node


@dataclass(slots=True)
class Concept:
    """What one word of the query asks for."""

    label: str
    weight: float
    alternatives: list[Alternative] = field(default_factory=list)
    weak: list[Alternative] = field(default_factory=list)
    subjects: dict[str, float] = field(default_factory=dict)
    """Terms of the taxonomy that the word names, and how surely (up to 1)."""


class ConceptMaker:
    """Makes concepts for one vocabulary, and remembers the keys to mark in excerpts."""

    def __init__(self, vocabulary: Vocabulary, broad: frozenset[str] = frozenset()) -> None:
        self.vocabulary = vocabulary
        self.keys: set[str] = set()
        self._broad = broad
        self._seen: dict[str, int] = {}
        self._rarest = math.log1p(max(vocabulary.documents, 1))

    def seen(self, key: str) -> int:
        """How often a key stands by itself or inside a compound (the greater of the two)."""
        if key not in self._seen:
            frequency = self.vocabulary.frequency
            self._seen[key] = max(frequency(key), frequency("~" + key))
        return self._seen[key]

    def weight(self, frequency: int) -> float:
        """What a word is worth that stands in so many documents."""
        if not frequency:
            return UNKNOWN
        share = math.log1p(max(self.vocabulary.documents, 1) / frequency) / self._rarest
        return max(0.12, min(1.0, share))

    def concept(self, word: Word, others: Iterable[Word], chain: str) -> Concept:
        """The concept of a word; `others` are its readings in another language or form."""
        found: list[tuple[Alternative, float]] = []
        frequency = 0
        softness = _softness(word, chain)
        for reading in (word, *others):
            alternatives, seen = self._alternatives(reading, softness)
            found.extend(alternatives)
            frequency = max(frequency, seen)
        weight = self.weight(frequency) * softness
        concept = Concept(word.surface, weight)
        for alternative, _ in found:
            concept.alternatives.append(alternative)
        if not self.seen(word.key) and len(word.parts) > 1:
            concept.weak = self._weak_parts(word)
        return concept

    def _literal(self, frequency: int, softness: float) -> float:
        return LITERAL * self.weight(frequency) * softness

    def _alternatives(
        self, word: Word, softness: float = 1.0
    ) -> tuple[list[tuple[Alternative, float]], int]:
        """The ways in which documents may hold the word, and how many hold it."""
        found: list[tuple[Alternative, float]] = []
        frequency = whole = self.seen(word.key)
        if frequency:
            node = nodes.word(word.key, WHOLE, self._literal(frequency, softness))
            found.append((Alternative("word", word.surface, node), 1.0))
            self.keys.add(word.key)
        if word.abbreviation and (short := self.vocabulary.frequency(word.abbreviation)):
            node = nodes.anywhere(word.abbreviation, WHOLE, self._literal(short, softness))
            found.append((Alternative("abbreviation", word.abbreviation, node), 1.0))
            frequency = max(frequency, self.vocabulary.frequency(word.abbreviation))
            self.keys.add(word.abbreviation)
        if len(word.parts) > 1:
            seen = [self.seen(part) for part in word.parts]
            if all(seen):
                # Together they are at most as frequent as the rarest, usually much rarer.
                frequency = max(frequency, max(1, min(seen) // 3))
                worth = ALL_PARTS_TOO if whole else ALL_PARTS
                node = nodes.together(word.parts, worth)
                found.append((Alternative("parts", "+".join(word.parts), node), worth))
                if not whole:
                    self.keys.update(word.parts)
        return found, frequency

    def _weak_parts(self, word: Word) -> list[Alternative]:
        """Parts that alone carry enough of the meaning of a compound nobody wrote."""
        weights = [self.weight(self.seen(part)) for part in word.parts]
        whole = sum(weights)
        found = [
            Alternative("part", part, nodes.word(part, nodes.INSIDE * share / whole))
            for part, share in zip(word.parts, weights, strict=True)
            if self.seen(part) and share / whole >= WEAK_SHARE
        ]
        if all(self.seen(part) for part in word.parts):
            # All of them, but far from each other.
            worth = nodes.INSIDE / len(word.parts)
            node = All(tuple(nodes.word(part, worth) for part in word.parts))
            found.append(Alternative("parts", "+".join(word.parts), node))
        return found

    def join(self, words: Sequence[Word], concepts: Sequence[Concept]) -> list[tuple[Word, range]]:
        """Words typed apart that are one in the documents (Kinder Betreuung): add the one word."""
        joined = list(self._joined(words))
        for word, places in joined:
            alternatives, _ = self._alternatives(word)
            for place in places:
                concepts[place].alternatives.extend(each for each, _ in alternatives)
        return joined

    def _joined(self, words: Sequence[Word]) -> Iterator[tuple[Word, range]]:
        for size in (3, 2):
            for first in range(len(words) - size + 1):
                group = words[first : first + size]
                if any(word.abbreviation for word in group[:-1]):
                    continue
                for joint in _JOINTS:
                    typed = joint.join(word.surface.lower().replace("-", "") for word in group)
                    if self.seen(german.key(typed)):
                        for word in analyse(typed, "de")[:1]:
                            yield word, range(first, first + size)
                        break

    def add_group(self, found: Found, concepts: Sequence[Concept]) -> None:
        """What a synonym adds: its other names, and what is tagged with its terms."""
        group = found.group
        added: list[Alternative] = []
        frequency = 0
        for term in group.terms:
            added.append(
                Alternative("subject", term, nodes.tagged(term, SUBJECT * self._sure(term)))
            )
        asked = {identity(word) for word in found.phrase}
        for name in group.names:
            if {identity(word) for word in name} == asked:
                continue
            node, seen = self._name(name)
            frequency = max(frequency, seen)
            if node is not None:
                label = " ".join(word.surface for word in name)
                added.append(Alternative("name", label, node))
        if not added:
            return
        for concept in concepts:
            if not concept.alternatives and (frequency or group.terms):
                # Nobody wrote the word itself: it weighs what its synonyms weigh.
                concept.weight = min(concept.weight, self.weight(frequency or 5))
            known = {each.node for each in concept.alternatives}
            concept.alternatives.extend(each for each in added if each.node not in known)
            for term in group.terms:
                sure = self._sure(term)
                concept.subjects[term] = max(concept.subjects.get(term, 0.0), sure)

    def _sure(self, term: str) -> float:
        return 0.6 if term in self._broad else 1.0

    def _name(self, name: Sequence[Word]) -> tuple[Node | None, int]:
        """Another name stands in a document as it is, not in its parts; and how many hold it."""
        if len(name) > 1:
            keys = [word.key for word in name]
            seen = min(self.seen(key) for key in keys)
            return (nodes.together(keys, NAME) if seen else None), max(1, seen // 3) if seen else 0
        word = name[0]
        ways: list[Node] = []
        seen = self.seen(word.key)
        if seen:
            ways.append(nodes.word(word.key, NAME))
            self.keys.add(word.key)
        if word.abbreviation and (short := self.vocabulary.frequency(word.abbreviation)):
            ways.append(nodes.anywhere(word.abbreviation, NAME))
            self.keys.add(word.abbreviation)
            seen = max(seen, short)
        return (Best(tuple(ways)) if ways else None), seen


def _softness(word: Word, chain: str) -> float:
    if fold(word.surface) in soft_words(chain):
        return SOFT
    if chain == "de" and word.surface.islower() and german.is_only_verb(word.surface):
        return VERB
    return 1.0
