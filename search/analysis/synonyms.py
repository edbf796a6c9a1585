"""Other words for the same: from the taxonomy and from the curated lists.

A group is a set of phrases that mean about the same. It may lead to terms of the taxonomy:
whatever is tagged with one of them then answers to the group's phrases. Groups apply when
something is asked, never when it is indexed, so that a change of words works at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis import german
from search.analysis.chain import Word, analyse
from search.analysis.normalise import fold
from search.analysis.stopwords import soft_words

_MAX_PHRASE = 6
Phrase = tuple[Word, ...]
Reading = tuple[int, Word]
"""A word and the place in the query that it is one reading of."""


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases of one meaning. `names` are what the thing is called, `phrases` how it is asked."""

    names: tuple[Phrase, ...]
    phrases: tuple[Phrase, ...]
    terms: tuple[str, ...] = ()
    """`scheme:slug` of the terms of the taxonomy that the group leads to."""
    label: str = ""
    """What the group is called in explanations."""


@dataclass(frozen=True, slots=True)
class Found:
    """A group that a query names: by which words (their places), and in which phrase."""

    group: Group
    positions: frozenset[int]
    phrase: Phrase
    is_name: bool


def identity(word: Word) -> str:
    """What a word is looked up by: an abbreviation by its capitals, any other by its key."""
    return word.abbreviation or word.key


def content(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words that tell something; all of them if none does."""
    every = tuple(words)
    return tuple(word for word in every if not word.is_stop_word) or every


def readings(words: Sequence[Word], language: str) -> list[Reading]:
    """Each word with its place, and what it means besides: passt … auf is aufpassen, too."""
    found = list(enumerate(words))
    if language == "de":
        for place, verb in _separated(words):
            joined = analyse(verb, "de")
            if joined:
                found.append((place, joined[0]._replace(is_stop_word=False)))
    return found


def _separated(words: Sequence[Word]) -> Iterable[tuple[int, str]]:
    for place, word in enumerate(words):
        for particle in words[place + 1 : place + 8]:
            if verb := german.separable_verb(word.surface, particle.surface):
                yield place, verb


def make_group(
    names: Iterable[str],
    phrases: Iterable[str],
    *,
    language: str = "de",
    terms: Iterable[str] = (),
    label: str = "",
) -> Group:
    """A group from its phrases as people write them."""

    def read(texts: Iterable[str]) -> tuple[Phrase, ...]:
        analysed = (_phrase(text, language) for text in texts)
        return tuple(dict.fromkeys(words for words in analysed if 0 < len(words) <= _MAX_PHRASE))

    listed = list(names)
    return Group(read(listed), read(phrases), tuple(terms), label or ", ".join(listed[:2]))


def _phrase(text: str, language: str) -> Phrase:
    words = analyse(text, language)
    separable = dict(readings(words, language)[len(words) :])
    every = tuple(separable.get(place, word) for place, word in enumerate(words))
    telling = content(every)
    if len(telling) == 1 and len(every) > 1 and fold(telling[0].surface) in soft_words(language):
        # „andere Mütter“ is no other word for „Mütter“: it counts only as it stands.
        return every
    return telling


class Synonyms:
    """All groups of one language, found by the words of a query."""

    def __init__(self, groups: Iterable[Group] = (), broad: Iterable[str] = ()) -> None:
        self.broad = frozenset(broad)
        """Terms with others below them: they say less than those."""
        self._by_word: dict[str, list[tuple[Group, Phrase, bool]]] = {}
        self._written: dict[str, str] = {}
        for group in groups:
            for is_name, phrases in ((True, group.names), (False, group.phrases)):
                for phrase in phrases:
                    # Filed under each spelling of its longest word, so that few are looked at.
                    anchor = max(phrase, key=lambda word: len(word.key))
                    for name in {anchor.key, identity(anchor)}:
                        self._by_word.setdefault(name, []).append((group, phrase, is_name))
                    for word in phrase:
                        self._written.setdefault(fold(word.surface), word.surface)

    def find(self, words: Sequence[Reading]) -> list[Found]:
        """The groups whose phrase the words contain, in any order, longest phrase first.

        A phrase that keeps its stop words (was tun, kann nicht mehr) must stand there as it is.
        """
        places: dict[str, set[int]] = {}
        for position, word in words:
            for name in {word.key, identity(word)}:
                places.setdefault(name, set()).add(position)
        found: list[Found] = []
        for name in list(places):
            for group, phrase, is_name in self._by_word.get(name, ()):
                positions = _matched(phrase, places)
                if positions:
                    match = Found(group, positions, phrase, is_name)
                    if match not in found:
                        found.append(match)
        found.sort(key=lambda match: (-len(match.phrase), not match.is_name))
        return found

    def near(self, word: str, distance: int) -> list[str]:
        """Up to three words of the groups within so many edits of a folded word, as written."""
        close = process.extract(
            word, self._written.keys(), scorer=OSA.distance, score_cutoff=distance, limit=8
        )
        ordered = sorted((edits, known[:1] != word[:1], known) for known, edits, _ in close)
        return [self._written[known] for *_, known in ordered[:3]]


def _matched(phrase: Phrase, places: dict[str, set[int]]) -> frozenset[int]:
    """The places of a phrase's words; empty if one is missing."""
    each: list[set[int]] = []
    for word in phrase:
        # An abbreviation of the list matches its lower-case spelling, too.
        at = places.get(identity(word)) or places.get(word.key)
        if not at:
            return frozenset()
        each.append(at)
    if any(word.is_stop_word for word in phrase):
        for start in each[0]:
            if all(start + step in at for step, at in enumerate(each)):
                return frozenset(range(start, start + len(each)))
        return frozenset()
    return frozenset().union(*each)
