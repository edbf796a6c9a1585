"""The chain: text → words → tokens, for what is indexed and for what is asked.

A token is the key of a word; with `~` in front it is the key of a part of a compound. Tokens of
abbreviations keep their capitals (`BuT`), every other token is lower case, so that they never
meet. Tokens hold no white space.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from search.analysis import compounds, german, languages
from search.analysis.normalise import (
    Surface,
    clean,
    fold,
    is_abbreviation,
    surfaces,
    written_words,
)
from search.analysis.stopwords import stop_words

PART = "~"
EXACT = "="
MAX_WORDS = 20_000


class Word(NamedTuple):
    """One word of a text as search understands it; keys of parts stand without their `~`."""

    surface: str
    start: int
    end: int
    key: str
    parts: tuple[str, ...] = ()
    """The smallest parts of a compound: together they mean about what the word means."""
    combined: tuple[str, ...] = ()
    """Words that some of the parts form together."""
    abbreviation: str = ""
    is_stop_word: bool = False
    also: tuple[str, ...] = ()
    """Further whole words it stands for (Kinder- in „Kinder- und Jugendhilfe“: Kinderhilfe)."""


def analyse(text: str, language: str = "de") -> list[Word]:
    """The words of a text with their keys; positions refer to `clean(text)`."""
    chain = languages.language_of_analysis(language)
    found: list[Word] = []
    for surface in surfaces(clean(text)):
        word = read_word(surface, chain)
        if word.key:
            found.append(word)
        if len(found) >= MAX_WORDS:
            break
    return found


class Reading(NamedTuple):
    """What of a `Word` does not depend on where it stands."""

    key: str
    parts: tuple[str, ...]
    combined: tuple[str, ...]
    abbreviation: str
    is_stop_word: bool
    also: tuple[str, ...]


def read_word(surface: Surface, chain: str) -> Word:
    """What a word as it is written means in a language of the analysis."""
    return Word(surface.text, surface.start, surface.end, *reading_of(surface, chain))


def reading_of(surface: Surface, chain: str) -> Reading:
    """The same without its place."""
    if chain != "de":
        return _foreign(surface.text, chain)
    read = _hyphenated if "-" in surface.text else _single
    return read(surface.text, surface.is_gendered, surface.ellipsis_of)


@lru_cache(maxsize=100_000)
def _single(text: str, is_gendered: bool, ellipsis_of: str) -> Reading:
    written = text
    abbreviation = text if is_abbreviation(text) else ""
    if is_gendered and not german.is_known(text):
        # Ärzt*innen has lost its ending with the mark: the feminine leads back to Arzt.
        text += "in"
    key = german.key(text)
    made = compounds.split(german.base_form(text)) if not abbreviation else compounds.Split()
    parts = [german.key(part) for part in made.leaves]
    also: tuple[str, ...] = ()
    if ellipsis_of and (end := _last_part(ellipsis_of)):
        also = (german.key(text.lower() + end),)
        parts.append(german.key(end))
    is_stop = not abbreviation and not is_gendered and fold(written) in stop_words("de")
    return Reading(
        key,
        _distinct(parts, key),
        _distinct(map(german.key, made.combined), key),
        abbreviation,
        is_stop,
        also,
    )


@lru_cache(maxsize=20_000)
def _hyphenated(text: str, is_gendered: bool, ellipsis_of: str) -> Reading:
    """Wohn-Berechtigungs-Schein: one word, divided where the hyphens are and further inside."""
    pieces = [piece for piece in text.split("-") if piece]
    parts: list[str] = []
    combined: list[str] = []
    for piece in pieces:
        made = compounds.split(german.base_form(piece))
        parts.extend(map(german.key, made.leaves or (piece,)))
        if made.leaves:
            combined.append(german.key(piece))
        combined.extend(map(german.key, made.combined))
    joined = "".join(pieces).lower()
    combined.extend(map(german.key, compounds.split(german.base_form(joined)).combined))
    key = german.key(joined)
    return Reading(
        key,
        _distinct(parts, key),
        _distinct(combined, key),
        next((piece for piece in pieces if is_abbreviation(piece)), ""),
        False,
        (),
    )


def _last_part(word: str) -> str:
    """The end of a compound that an ellipsis in front of it borrows, as it is written."""
    base = german.base_form(word)
    leaves = compounds.split(base).leaves
    return leaves[-1] if leaves and base.endswith(leaves[-1]) else ""


@lru_cache(maxsize=50_000)
def _foreign(text: str, language: str) -> Reading:
    abbreviation = text if is_abbreviation(text) else ""
    pieces = [piece for piece in text.split("-") if piece]
    key = languages.key("".join(pieces), language)
    parts = [languages.key(piece, language) for piece in pieces] if len(pieces) > 1 else []
    is_stop = not abbreviation and languages.plain(text, language) in stop_words(language)
    return Reading(key, _distinct(parts, key), (), abbreviation, is_stop, ())


def _distinct(keys: Iterable[str], whole: str) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys(keys) if key and key != whole)


def tokens_of(word: Word) -> Iterator[str]:
    """The tokens one word puts into the index."""
    if not word.is_stop_word:
        yield word.key
    yield from word.also
    if word.abbreviation:
        yield word.abbreviation
    for part in (*word.parts, *word.combined):
        yield PART + part


def index_tokens(text: str, language: str = "de") -> list[str]:
    """All tokens of a text in the order of its words: what an engine indexes."""
    chain = languages.language_of_analysis(language)
    cleaned = clean(text)
    words = written_words(cleaned)
    if words is None:
        return [
            token
            for each in surfaces(cleaned)[:MAX_WORDS]
            for token in _tokens(each.text, each.is_gendered, each.ellipsis_of, chain)
        ]
    return [token for word in words[:MAX_WORDS] for token in _tokens(word, False, "", chain)]


@lru_cache(maxsize=50_000)
def _tokens(text: str, is_gendered: bool, ellipsis_of: str, chain: str) -> tuple[str, ...]:
    """What `tokens_of` gives for a word, without making it for each place where it stands."""
    word = read_word(Surface(text, 0, 0, is_gendered, ellipsis_of), chain)
    return tuple(tokens_of(word)) if word.key else ()


def exact_title(words: Iterable[Word]) -> str:
    """One token for a whole title: a query of just these words, in any order, asks for it."""
    return EXACT + "_".join(sorted({word.key for word in words if not word.is_stop_word}))
