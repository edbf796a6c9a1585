"""Other words for the same: from the taxonomy and from a list of the field's abbreviations.

A group is a set of phrases that mean about the same. It may belong to a term of the taxonomy:
whatever is tagged with the term then answers to the group's phrases. Groups apply when
something is asked, never when it is indexed, so that a change of words works at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from search.analysis.chain import Word, analyse

_MAX_PHRASE = 5


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases of one meaning. `names` are what the thing is called, `phrases` how it is asked."""

    names: tuple[tuple[Word, ...], ...]
    phrases: tuple[tuple[Word, ...], ...]
    term: str = ""
    """`scheme:slug` of the term of the taxonomy that the group belongs to."""


@dataclass(frozen=True, slots=True)
class Found:
    """A group that a query names: by which words (their positions), and in which phrase."""

    group: Group
    positions: frozenset[int]
    phrase: tuple[Word, ...]
    is_name: bool


def identity(word: Word) -> str:
    """What a word is looked up by: an abbreviation by its capitals, any other by its key."""
    return word.abbreviation or word.key


def content(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words that tell something; all of them if none does."""
    every = tuple(words)
    return tuple(word for word in every if not word.is_stop_word) or every


def make_group(
    names: Iterable[str], phrases: Iterable[str], *, language: str = "de", term: str = ""
) -> Group:
    """A group from its phrases as people write them."""

    def read(texts: Iterable[str]) -> tuple[tuple[Word, ...], ...]:
        analysed = (content(analyse(text, language)) for text in texts)
        return tuple(words for words in analysed if 0 < len(words) <= _MAX_PHRASE)

    return Group(read(names), read(phrases), term)


class Synonyms:
    """All groups of one language, found by the words of a query."""

    def __init__(self, groups: Iterable[Group] = ()) -> None:
        self._by_word: dict[str, list[tuple[Group, tuple[Word, ...], bool]]] = {}
        for group in groups:
            for is_name, phrases in ((True, group.names), (False, group.phrases)):
                for phrase in phrases:
                    # Filed under each spelling of its longest word, so that few are looked at.
                    anchor = max(phrase, key=lambda word: len(word.key))
                    for name in {anchor.key, identity(anchor)}:
                        self._by_word.setdefault(name, []).append((group, phrase, is_name))

    def find(self, words: Sequence[Word]) -> list[Found]:
        """The groups whose phrase the words contain, in any order, longest phrase first."""
        places: dict[str, set[int]] = {}
        for position, word in enumerate(words):
            for name in {word.key, identity(word)}:
                places.setdefault(name, set()).add(position)
        found: list[Found] = []
        for name in list(places):
            for group, phrase, is_name in self._by_word.get(name, ()):
                positions: set[int] = set()
                for part in phrase:
                    # An abbreviation of the list matches its lower-case spelling, too.
                    at = places.get(identity(part)) or places.get(part.key)
                    if not at:
                        break
                    positions |= at
                else:
                    match = Found(group, frozenset(positions), phrase, is_name)
                    if match not in found:
                        found.append(match)
        found.sort(key=lambda match: -len(match.positions))
        return found


@lru_cache(maxsize=8)
def common_groups(language: str) -> tuple[Group, ...]:
    """Abbreviations and everyday words of the field that belong to no term."""
    source = resources.files("search.analysis").joinpath(f"data/synonyms.{language}.toml")
    if not source.is_file():
        return ()
    data = tomllib.loads(source.read_text("utf-8"))
    return tuple(
        make_group(group["names"], group.get("phrases", ()), language=language)
        for group in data["groups"]
    )
