"""What the German dictionary of simplemma knows, behind three small questions.

Loaded on first use (a second and some 25 MB), shared by the whole process. simplemma's default is a
dict of 110 MB; its packed list takes a fifth of that, but ten times as long for a word. Most of
what is asked here are pieces of compounds that are no words, so a filter in front says no at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

_UMLAUT_SPELLINGS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
_PLACES = 2**23
"""Places of the filter: with a million words every eighth non-word has to be looked up."""


class _Dictionary:
    """The packed list with the filter in front of it."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._base_form = lru_cache(maxsize=50_000)(words.get)
        self._taken = bytearray(_PLACES)
        for word in words:
            self._taken[hash(word) % _PLACES] = 1

    def get(self, word: str) -> str | None:
        """The base form of a word as it is written; None if the word is not listed."""
        return self._base_form(word) if self._taken[hash(word) % _PLACES] else None


@lru_cache(maxsize=1)
def _german() -> _Dictionary:
    return _Dictionary(StreamDictionaryFactory().get_dictionary("de"))


def warm_up() -> None:
    """Load the dictionary now, not on the first visitor's search."""
    _german()


def noun(word: str) -> str | None:
    """The base form of a noun, in lower case, if the dictionary knows it as one."""
    found = _german().get(word[:1].upper() + word[1:])
    return found.lower() if found and found[:1].isupper() else None


def other(word: str) -> str | None:
    """The base form of a verb, adjective or particle, if known."""
    found = _german().get(word)
    return found.lower() if found else None


def is_verb(word: str) -> bool:
    """Whether the word is an infinitive."""
    return word.endswith(("en", "eln", "ern")) and _german().get(word) == word


@lru_cache(maxsize=50_000)
def respell(word: str) -> str:
    """A lower-case word with its umlauts, where they were written as ae, oe, ue or ss.

    Only if the dictionary does not know the word as it stands (neue, aktuell, Steuer stay).
    """
    if noun(word) or other(word):
        return word
    for old, new in (*_UMLAUT_SPELLINGS, ("ss", "ß")):
        if old in word:
            candidate = word.replace(old, new)
            if noun(candidate) or other(candidate):
                return candidate
    candidate = word
    for old, new in _UMLAUT_SPELLINGS:
        candidate = candidate.replace(old, new)
    return candidate if candidate != word and (noun(candidate) or other(candidate)) else word
