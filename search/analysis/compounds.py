"""Splitting German compounds: the words of this field first, the dictionary behind them.

`split("kinderbetreuungskosten")` → kinder, betreuung, kosten, and kinderbetreuung as what two
neighbours form together. A word is split only when every piece of it is known.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from search.analysis import dictionary

_LINKS = ("", "s", "es", "n", "en", "er", "e")
_MIN_WORD = 6
_MIN_DICTIONARY_PART = 4
_MAX_WORD = 48


def _words(name: str) -> frozenset[str]:
    text = resources.files("search.analysis").joinpath("data", name).read_text("utf-8")
    return frozenset(
        word.lower()
        for line in text.splitlines()
        if not line.startswith("#")
        for word in line.replace("-", " ").split()
    )


@lru_cache(maxsize=1)
def lexicon() -> frozenset[str]:
    """The words of the field, in lower case, as they appear inside compounds."""
    return _words("parts.de.txt")


@lru_cache(maxsize=1)
def affixes() -> frozenset[str]:
    """Prefixes, endings and particles, which are never parts."""
    return _words("affixes.de.txt")


@lru_cache(maxsize=1)
def places_of_the_field() -> frozenset[str]:
    """Names of places that are sure to be meant as such, in lower case."""
    return _words("places.txt") - {"leer", "stade", "essen", "mitte", "haan", "gleichen"}


@lru_cache(maxsize=1)
def unsplit() -> frozenset[str]:
    """Names of places and words that look like compounds and are none."""
    return _words("places.txt") | _words("whole.de.txt")


class Split(NamedTuple):
    """A compound's smallest parts, and the words that neighbours among them form together."""

    leaves: tuple[str, ...] = ()
    combined: tuple[str, ...] = ()


_SIMPLE = Split()


@lru_cache(maxsize=200_000)
def split(word: str) -> Split:
    """How a compound is made, in lower case; an empty split if the word is simple."""
    word = word.lower()
    if not _MIN_WORD <= len(word) <= _MAX_WORD or word in unsplit() or word in lexicon():
        return _SIMPLE
    best = _pieces(word)
    if len(best) < 2:
        return _SIMPLE
    combined = []
    # Neighbours that form a word of their own: hausaufgaben inside hausaufgabenhilfe.
    for first in range(len(best)):
        for last in range(first + 1, len(best)):
            if last - first + 1 == len(best):
                continue
            text = "".join(raw for _, raw in best[first:last]) + best[last][0]
            if text in lexicon() or dictionary.noun(text):
                combined.append(text)
    return Split(tuple(dict.fromkeys(piece for piece, _ in best)), tuple(combined))


def _pieces(word: str) -> list[tuple[str, str]]:
    """The smallest known parts; a part that is itself a compound is split on."""
    found: list[tuple[str, str]] = []
    for part, raw in _segment(word) or ():
        inner = [] if part in lexicon() or len(part) < _MIN_WORD else _pieces(part)
        if len(inner) > 1:
            inner[-1] = (inner[-1][0], inner[-1][1] + raw[len(part) :])
            found.extend(inner)
        else:
            found.append((part, raw))
    return found


def _segment(word: str) -> list[tuple[str, str]] | None:
    """The cheapest way to read the word as known parts: (part, part with its link) each."""
    costs: list[float] = [0.0] + [float("inf")] * len(word)
    ways: list[list[tuple[str, str]]] = [[] for _ in range(len(word) + 1)]
    for start in range(len(word)):
        if costs[start] == float("inf"):
            continue
        for end in range(start + 3, len(word) + 1):
            raw = word[start:end]
            if raw == word:
                continue
            part, cost = _known(raw, is_last=end == len(word))
            if part and costs[start] + cost < costs[end]:
                costs[end] = costs[start] + cost
                ways[end] = [*ways[start], (part, raw)]
    return ways[-1] or None


@lru_cache(maxsize=200_000)
def _known(raw: str, *, is_last: bool) -> tuple[str, float]:
    """The part that a piece of a compound stands for and what reading it so costs."""
    best: tuple[str, float] = ("", float("inf"))
    for link in ("",) if is_last else _LINKS:
        if link and not raw.endswith(link):
            continue
        part = raw[: len(raw) - len(link)] if link else raw
        cost = _cost(part, is_last=is_last) + (0.15 if link else 0.0)
        if cost < best[1]:
            best = (part, cost)
    return best


def _cost(part: str, *, is_last: bool) -> float:
    if len(part) < 3:
        return float("inf")
    if part in lexicon():
        return 1.0
    if part in affixes() or len(part) < _MIN_DICTIONARY_PART:
        return float("inf")
    short = 0.9 if len(part) == _MIN_DICTIONARY_PART else 0.0
    base = dictionary.noun(part)
    if base is not None:
        if base in lexicon():
            return 1.1
        if is_last or base == part:
            return 1.7 + short
        return 2.1 + short
    if is_last:
        return float("inf")
    # Stems of verbs and nouns without their -e in front: Lern-gruppe, Schul-weg.
    if dictionary.is_verb(part + "en") or dictionary.is_verb(part + "n"):
        return 2.0 + short
    if dictionary.noun(part + "e") == part + "e":
        return 1.9 + short
    return float("inf")
