"""A short piece of a hit's text around the words that were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from search.analysis import language_of_analysis
from search.analysis.chain import Reading, reading_of
from search.analysis.normalise import Surface, clean, standing, surfaces, written_words

LENGTH = 240
_LEAD_IN = 60
_BEGINNING = 800
"""So far a text is looked through first: what it is about is mostly said there."""
_OPEN, _CLOSE = "\x02", "\x03"
"""Stand in for `<mark>` and its end until all is escaped: a clean text has no such characters."""


class _Mark(NamedTuple):
    """Where a word that was looked for stands, and its key."""

    start: int
    end: int
    key: str


@dataclass(slots=True)
class _Plain:
    """Words that mean what is written, in one language."""

    read: set[str] = field(default_factory=set)
    wanted: dict[str, str] = field(default_factory=dict)
    """Those to be marked → their key."""


class Excerpts:
    """Excerpts for one question: `keys` are those of the words to be marked.

    What a word means is read once for all hits of a page.
    """

    def __init__(self, keys: Set[str]) -> None:
        self._keys = keys
        self._plain: dict[str, _Plain] = defaultdict(_Plain)

    def of(self, text: str, language: str) -> SafeString:
        """Up to some 240 characters with the found words in `<mark>`; all else is escaped."""
        text = clean(text)
        chain = language_of_analysis(language)
        beginning = _beginning(text)
        marks, until = self._marks(beginning, chain), _BEGINNING
        if not marks or marks[0].start >= until:
            marks, until = marks if beginning is text else self._marks(text, chain), len(text)
        start = _best_start(marks, until)
        start = text.find(" ", start - _LEAD_IN) + 1 if start > _LEAD_IN else 0
        end = len(text)
        if end - start > LENGTH:
            cut = text.rfind(" ", start, start + LENGTH)
            end = cut if cut > start else start + LENGTH
        pieces: list[str] = ["… " if start > 0 else ""]
        position = start
        for mark in marks:
            if mark.start < position or mark.end > end:
                continue
            pieces += (text[position : mark.start], _OPEN, text[mark.start : mark.end], _CLOSE)
            position = mark.end
        pieces += (text[position:end], " …" if end < len(text) else "")
        escaped = escape("".join(pieces))
        return SafeString(escaped.replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>"))

    def _marks(self, text: str, chain: str) -> list[_Mark]:
        words = written_words(text)
        if words is None:
            return [
                _Mark(surface.start, surface.end, key)
                for surface in surfaces(text)
                if (key := self._wanted_key(surface, chain))
            ]
        # Few words are marked: only for these it matters where they stand.
        distinct = set(words)
        plain = self._plain[chain]
        for word in distinct - plain.read:
            if key := self._wanted_key(Surface(word, 0, 0), chain):
                plain.wanted[word] = key
        plain.read |= distinct
        if marked := distinct & plain.wanted.keys():
            return [
                _Mark(start, end, plain.wanted[word])
                for start, end, word in standing(text, words, marked)
            ]
        return []

    def _wanted_key(self, surface: Surface, chain: str) -> str:
        """The key of a word that is to be marked; empty for others."""
        reading = reading_of(surface, chain)
        return reading.key if _is_found(reading, self._keys) else ""


def _beginning(text: str) -> str:
    """The first words of a text, with room for the longest excerpt that begins among them."""
    if len(text) <= _BEGINNING + LENGTH:
        return text
    return text[: text.rfind(" ", 0, _BEGINNING + LENGTH) + 1] or text


def _is_found(word: Reading, keys: Set[str]) -> bool:
    if word.is_stop_word:
        return False
    return (
        word.key in keys
        or (bool(word.abbreviation) and word.abbreviation in keys)
        or not keys.isdisjoint(word.parts)
        or not keys.isdisjoint(word.combined)
    )


def _best_start(marks: list[_Mark], until: int) -> int:
    """Where, before `until`, the window begins that holds the most different found words."""
    best, best_count = 0, 0
    for place, mark in enumerate(marks):
        if mark.start >= until:
            break
        inside = {other.key for other in marks[place:] if other.end <= mark.start + LENGTH}
        if len(inside) > best_count:
            best, best_count = mark.start, len(inside)
    return best
