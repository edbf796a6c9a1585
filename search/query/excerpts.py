"""A short piece of a hit's text around the words that were found."""

from __future__ import annotations

from collections.abc import Set

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import Word, analyse
from search.analysis.normalise import clean

LENGTH = 240
_LEAD_IN = 60


def excerpt(text: str, language: str, keys: Set[str]) -> SafeString:
    """Up to some 240 characters with the found words in `<mark>`; all else is escaped."""
    text = clean(text)
    words = [word for word in analyse(text, language) if _is_found(word, keys)]
    start = _best_start(words)
    if start > 0:
        start = text.find(" ", max(0, start - _LEAD_IN)) + 1
    end = len(text)
    if end - start > LENGTH:
        cut = text.rfind(" ", start, start + LENGTH)
        end = cut if cut > start else start + LENGTH
    pieces: list[str] = ["… " if start > 0 else ""]
    position = start
    for word in words:
        if word.start < position or word.end > end:
            continue
        pieces.append(escape(text[position : word.start]))
        pieces.append(f"<mark>{escape(text[word.start : word.end])}</mark>")
        position = word.end
    pieces.append(escape(text[position:end]))
    if end < len(text):
        pieces.append(" …")
    return mark_safe("".join(pieces))


def _is_found(word: Word, keys: Set[str]) -> bool:
    if word.is_stop_word:
        return False
    return (
        word.key in keys
        or (bool(word.abbreviation) and word.abbreviation in keys)
        or not keys.isdisjoint(word.parts)
        or not keys.isdisjoint(word.combined)
    )


def _best_start(words: list[Word]) -> int:
    """Where the window begins that holds the most different found words."""
    best, best_count = 0, 0
    for place, word in enumerate(words):
        inside = {other.key for other in words[place:] if other.end <= word.start + LENGTH}
        if len(inside) > best_count:
            best, best_count = word.start, len(inside)
    return best
