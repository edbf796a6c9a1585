"""A short piece of a hit's text around the words that were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from search.analysis import language_of_analysis
from search.analysis.chain import Word, read_word
from search.analysis.normalise import Surface, clean, standing, surfaces, written_words

LENGTH = 240
_LEAD_IN = 60
_BEGINNING = 800
"""So far a text is looked through first: what it is about is mostly said there."""


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
        self._read: dict[tuple[str, bool, str, str], str] = {}
        self._plain: dict[str, _Plain] = defaultdict(_Plain)

    def of(self, text: str, language: str) -> SafeString:
        """Up to some 240 characters with the found words in `<mark>`; all else is escaped."""
        text = clean(text)
        chain = language_of_analysis(language)
        marks, until = list(self._marks(_beginning(text), chain)), _BEGINNING
        if not marks or marks[0].start >= until:
            marks, until = list(self._marks(text, chain)), len(text)
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
            pieces.append(escape(text[position : mark.start]))
            pieces.append(f"<mark>{escape(text[mark.start : mark.end])}</mark>")
            position = mark.end
        pieces.append(escape(text[position:end]))
        if end < len(text):
            pieces.append(" …")
        return mark_safe("".join(pieces))

    def _marks(self, text: str, chain: str) -> Iterator[_Mark]:
        words = written_words(text)
        if words is None:
            for surface in surfaces(text):
                if key := self._key(surface, chain):
                    yield _Mark(surface.start, surface.end, key)
            return
        # Few words are marked: only for these it matters where they stand.
        distinct = set(words)
        plain = self._plain[chain]
        for word in distinct - plain.read:
            if key := self._key(Surface(word, 0, 0), chain):
                plain.wanted[word] = key
        plain.read |= distinct
        if marked := distinct & plain.wanted.keys():
            for start, end, word in standing(text, marked):
                yield _Mark(start, end, plain.wanted[word])

    def _key(self, surface: Surface, chain: str) -> str:
        written = (surface.text, surface.is_gendered, surface.ellipsis_of, chain)
        key = self._read.get(written)
        if key is None:
            key = self._read[written] = self._wanted_key(surface, chain)
        return key

    def _wanted_key(self, surface: Surface, chain: str) -> str:
        """The key of a word that is to be marked; empty for others."""
        word = read_word(surface, chain)
        return word.key if _is_found(word, self._keys) else ""


def _beginning(text: str) -> str:
    """The first words of a text, with room for the longest excerpt that begins among them."""
    if len(text) <= _BEGINNING + LENGTH:
        return text
    return text[: text.rfind(" ", 0, _BEGINNING + LENGTH) + 1] or text


def _is_found(word: Word, keys: Set[str]) -> bool:
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
