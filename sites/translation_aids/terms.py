"""Which fixed terms a German text has, and whether a translation says them as agreed.

German is recognised by the analysis of the search: inflected forms, compounds, gender forms. A
translation is compared by the stems of its words, so that it may inflect a rendering; Leichte
Sprache by the letters, as the divider inside a word matters there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from wagtail.rich_text import get_text_for_indexing

from network_core.glossary.models import GlossaryTerm
from network_core.words.simple.rules import DIVIDERS
from network_core.words.typesetting import SIMPLE
from search.analysis import Word, analyse

# Words of another language that may stand between those of a rendering.
_BETWEEN = 2
# Letters that a word must begin with alike, and how many of its last ones may differ.
_ALIKE, _ENDING = 3, 2
# With those that no reader sees inside a line.
_DIVIDER = f"[{DIVIDERS}\u00ad\u2011]"


@dataclass(frozen=True, slots=True)
class FixedTerm:
    """A term with its rendering in one language, and what it is recognised by."""

    german: str
    text: str
    allowed: tuple[str, ...]
    note: str
    wordings: tuple[tuple[Word, ...], ...]

    @property
    def is_compound(self) -> bool:
        """Whether the term itself is made of several words (Unterhaltsvorschuss)."""
        first = self.wordings[0]
        return len(first) > 1 or bool(first[0].parts)


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term in a text, in the words in which it stands there."""

    term: FixedTerm
    words: str
    is_whole: bool
    """Whether it stands by itself and not inside a longer word."""

    @property
    def is_owed(self) -> bool:
        """Whether a translation has to have the rendering.

        A simple word inside a longer one (Beratungsangebot) is mostly said in another way.
        """
        return self.is_whole or self.term.is_compound


class Said:
    """What a translation (HTML or not) says: analysed once, whatever it is asked about."""

    def __init__(self, translation: str, language: str) -> None:
        self.text = plain(translation)
        self._language = language

    @cached_property
    def keys(self) -> list[str]:
        """The stems of its words; Leichte Sprache is compared by its letters and needs none."""
        return _keys(self.text, self._language)


class Glossary:
    """The fixed terms that have a rendering in one language; two queries."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._terms = [_fixed(each) for each in GlossaryTerm.objects.rendered_in(language)]

    def terms_in(self, german: str) -> list[FoundTerm]:
        """The terms of a German text (HTML or not), in the order of their first place."""
        words = analyse(plain(german))
        found: dict[str, tuple[int, FoundTerm]] = {}
        taken: set[int] = set()
        whole = sorted(
            (
                (place, len(wording), term)
                for term in self._terms
                for wording in term.wordings
                for place in _places(words, wording)
            ),
            key=lambda each: (-each[1], each[0]),
        )
        for place, length, term in whole:
            span = set(range(place, place + length))
            if span & taken:
                continue
            taken |= span
            said = " ".join(word.surface for word in words[place : place + length])
            found.setdefault(term.german, (place, FoundTerm(term, said, is_whole=True)))
        for place, word in enumerate(words):
            if place in taken or not (word.parts or word.combined):
                continue
            for term in _innermost(word, self._terms):
                inside = FoundTerm(term, word.surface, is_whole=False)
                found.setdefault(term.german, (place, inside))
        return [each for _place, each in sorted(found.values(), key=lambda pair: pair[0])]

    def read(self, translation: str) -> Said:
        """A translation, to be asked about any number of terms."""
        return Said(translation, self.language)

    def lacking(self, found: Iterable[FoundTerm], said: Said) -> list[FoundTerm]:
        """Those of the terms that a translation says in none of the allowed ways."""
        return [
            each
            for each in found
            if each.is_owed and not any(self._says(said, wording) for wording in each.term.allowed)
        ]

    def _says(self, said: Said, wording: str) -> bool:
        if self.language == SIMPLE:
            pieces = re.split(_DIVIDER, wording)
            pattern = _DIVIDER.join(map(re.escape, pieces))
            return re.search(rf"(?<!\w){pattern}", said.text, re.IGNORECASE) is not None
        wanted = _keys(wording, self.language)
        return any(_follow(said.keys, start, wanted) for start in range(len(said.keys)))


def plain(text: str) -> str:
    """A text without its markup; blocks and lines stay apart."""
    return get_text_for_indexing(text) if "<" in text or "&" in text else text


def _fixed(term: GlossaryTerm) -> FixedTerm:
    rendering = term.rendered[0]
    wordings = (tuple(analyse(wording)) for wording in term.wordings)
    return FixedTerm(
        term.german,
        rendering.text,
        tuple(rendering.allowed),
        " ".join(filter(None, (rendering.note, term.note))),
        tuple(wording for wording in wordings if wording),
    )


def _places(words: Sequence[Word], wording: Sequence[Word]) -> list[int]:
    """Where all words of a wording stand one after the other."""
    return [
        start
        for start in range(len(words) - len(wording) + 1)
        if all(map(_is_said, words[start : start + len(wording)], wording))
    ]


def _is_said(word: Word, wanted: Word) -> bool:
    if wanted.abbreviation:
        return word.abbreviation == wanted.abbreviation
    return wanted.key == word.key or wanted.key in word.also


def _innermost(word: Word, terms: Iterable[FixedTerm]) -> list[FixedTerm]:
    """The terms inside a compound, without those that are only parts of another one in it."""
    inside = []
    for term in terms:
        for wording in term.wordings:
            if len(wording) == 1 and not wording[0].abbreviation and _is_inside(word, wording[0]):
                inside.append((set(wording[0].parts) or {wording[0].key}, term))
                break
    return [
        term
        for parts, term in inside
        if not any(parts < others for others, other in inside if other is not term)
    ]


def _is_inside(word: Word, wanted: Word) -> bool:
    if wanted.key in word.combined or wanted.key in word.parts:
        return True
    size = len(wanted.parts)
    return size > 1 and any(
        word.parts[start : start + size] == wanted.parts
        for start in range(len(word.parts) - size + 1)
    )


def _keys(text: str, language: str) -> list[str]:
    return [word.key for word in analyse(text, language)]


def _follow(keys: Sequence[str], start: int, wanted: Sequence[str]) -> bool:
    """Whether the wanted words follow one another from `start` on, with few others between."""
    if not wanted or not _alike(keys[start], wanted[0]):
        return False
    place = start
    for word in wanted[1:]:
        nearby = range(place + 1, min(place + 2 + _BETWEEN, len(keys)))
        following = next((each for each in nearby if _alike(keys[each], word)), None)
        if following is None:
            return False
        place = following
    return True


def _alike(one: str, other: str) -> bool:
    """Whether two stems are of one word: they differ in their last letters at most."""
    if one == other:
        return True
    shortest = max(_ALIKE, min(len(one), len(other)) - _ENDING)
    return (
        len(min(one, other, key=len)) >= shortest
        and one[:shortest] == other[:shortest]
        and (abs(len(one) - len(other)) <= _ENDING + 1)
    )
