"""Raw text → clean surface words: Unicode, gender forms, hyphens, abbreviations.

Everything here works on spelling alone; what a word means in its language comes later.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from typing import NamedTuple

MAX_WORD_LENGTH = 80

# Soft hyphen, zero-width and bidirectional controls, combining grapheme joiner, BOM.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_HYPHENS = re.compile("[\u2010-\u2013\u2212\u00b7\u2027]")

_LETTER = r"[^\W\d_]"
# Berater*in, Berater:innen, Berater_innen, Berater/-innen, Berater(innen), Berater·innen
_GENDER_MARK = re.compile(
    rf"(?P<stem>{_LETTER}{{2,60}})(?:[*:_·’'•!]|/-?|-/)(?P<end>in(?:nen)?)\b"
    rf"|(?P<stem_b>{_LETTER}{{2,60}})\((?P<end_b>-?in(?:nen)?)\)",
)
# Few texts hold any of these: it is quick to see that they don't.
_MAY_BE_GENDERED = re.compile(r"[*:_·’'•!/(-]in(?:nen)?\b")
_MAY_HAVE_INNER_I = re.compile(r"[a-zäöüß]In")
_MAY_BORROW = re.compile(r"-\s")
# BeraterInnen, BeraterIn
_INNER_I = re.compile(rf"\b(?P<stem>{_LETTER}{{2,60}}[a-zäöüß])In(?P<plural>nen)?\b")
# Kinder- und Jugendhilfe: the first part borrows its end from the last word.
_ELLIPSIS = re.compile(
    rf"\b(?P<first>{_LETTER}{{3,40}})-\s+(?P<joint>und|oder|bzw\.|sowie|&|/)\s+"
    rf"(?P<last>{_LETTER}{{5,60}})"
)
_WORD = re.compile(
    rf"{_LETTER}[{chr(0x300)}-{chr(0x36F)}]?(?:[\w{chr(0x300)}-{chr(0x36F)}\u0610-\u061a\u064b-\u065f]"
    r"|['’ʼ](?=\w))*(?:-[^\W_]+)*|\d+(?:-?[^\W\d_]+)?"
)

# Few texts hold what only the pattern above knows; for all others this finds the same, sooner.
_RARE = re.compile("[_'’ʼ\u0300-\u036f\u0610-\u061a\u064b-\u065f]")
_PLAIN_WORD = re.compile(rf"{_LETTER}\w*(?:-\w+)*|\d+(?:-?{_LETTER}+)?")


class Surface(NamedTuple):
    """One word as written: its text, where it stood, and what its spelling tells."""

    text: str
    start: int
    end: int
    is_gendered: bool = False
    ellipsis_of: str = ""

    @property
    def pieces(self) -> tuple[str, ...]:
        """The parts of a hyphenated word, itself alone otherwise."""
        return tuple(piece for piece in self.text.split("-") if piece)


def clean(text: str) -> str:
    """Text in composed form without control and invisible characters; never longer."""
    text = _INVISIBLE.sub("", _CONTROL.sub(" ", text))
    text = unicodedata.normalize("NFC", text)
    return _HYPHENS.sub("-", text)


def written_words(text: str) -> list[str] | None:
    """The words of a cleaned text as they are written.

    None where one of them is not meant as it is written: then only `surfaces` tells them.
    """
    gendered, borrowing = _unusual(text)
    if gendered or borrowing or "_" in text:
        return None
    words: list[str] = _words_in(text).findall(text)
    if max(map(len, words), default=0) > MAX_WORD_LENGTH:
        return [word[:MAX_WORD_LENGTH] for word in words]
    return words


def _words_in(text: str) -> re.Pattern[str]:
    """The pattern that finds the words of a cleaned text."""
    return _WORD if _RARE.search(text) else _PLAIN_WORD


def standing(text: str, words: Sequence[str], wanted: Set[str]) -> list[tuple[int, int, str]]:
    """Where the wanted ones of the `written_words` of a text stand in it: start, end, and word."""
    found: list[tuple[int, int, str]] = []
    for word in wanted:
        count = words.count(word)
        if not word.isalnum() or text.count(word) != count or len(word) == MAX_WORD_LENGTH:
            # It may begin inside of the word before it (1-a-a-a is 1-a and a-a), stands inside
            # another word, too, or has been cut.
            return _standing_among_all(text, wanted)
        end = 0
        for _ in range(count):
            start = text.index(word, end)
            end = start + len(word)
            found.append((start, end, word))
    return sorted(found)


def _standing_among_all(text: str, wanted: Set[str]) -> list[tuple[int, int, str]]:
    return [
        (match.start(), match.end(), word)
        for match in _words_in(text).finditer(text)
        if (word := match.group()[:MAX_WORD_LENGTH]) in wanted
    ]


def surfaces(text: str) -> list[Surface]:
    """The words of a cleaned text in their order, gender forms brought to their stem.

    Positions refer to the text given, so that excerpts can mark what was written.
    """
    gendered, borrowing = _unusual(text)
    if not gendered and not borrowing and "_" not in text:
        return [
            Surface(word.group()[:MAX_WORD_LENGTH], *word.span())
            for word in _words_in(text).finditer(text)
        ]
    found: list[Surface] = []
    position = 0
    while word := _WORD.search(text, position):
        start, end = word.span()
        gender = gendered.get(start)
        if gender and gender.end() >= end:
            stem = gender.groupdict().get("stem") or gender.groupdict().get("stem_b") or ""
            end = gender.end()
            # What hangs on behind a gender form: Mieter*innenberatung.
            found.append(Surface(stem, start, end, is_gendered=True))
        else:
            inner = _inside(word.group())
            found.append(
                Surface(
                    inner[:MAX_WORD_LENGTH],
                    start,
                    end,
                    ellipsis_of=borrowing.get(start, ""),
                )
            )
        position = max(end, start + 1)
    return found


def _unusual(text: str) -> tuple[dict[int, re.Match[str]], dict[int, str]]:
    """Where gender forms begin, and what words borrow their end from another, with that one."""
    gendered: dict[int, re.Match[str]] = {}
    if _MAY_BE_GENDERED.search(text):
        gendered = {match.start(): match for match in _GENDER_MARK.finditer(text)}
    if "In" in text and _MAY_HAVE_INNER_I.search(text):
        for match in _INNER_I.finditer(text):
            gendered.setdefault(match.start(), match)
    borrowing: dict[int, str] = {}
    if _MAY_BORROW.search(text):
        borrowing = {each.start("first"): each.group("last") for each in _ELLIPSIS.finditer(text)}
    return gendered, borrowing


_INNER_GENDER = re.compile(
    rf"(?P<stem>{_LETTER}{{3,60}})(?:[*:_])innen(?P<rest>-?{_LETTER}{{3,60}})", re.IGNORECASE
)


def _inside(word: str) -> str:
    """A gender form in the middle of a compound (Mieter_innenberatung) without its mark."""
    match = _INNER_GENDER.fullmatch(word) if "_" in word else None
    return match["stem"] + match["rest"].lstrip("-").lower() if match else word


def is_abbreviation(text: str) -> bool:
    """Whether the capitals of a word carry meaning: BuT, UVG, KiZ; not a shouted word."""
    capitals = sum(1 for letter in text if letter.isupper())
    return capitals >= 2 and len(text) <= 6 and text.isalnum()


def fold(text: str) -> str:
    """Lower case, umlauts and ß written out, other accents dropped (Café → cafe)."""
    lowered = text.casefold()
    for letter, spelled in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("æ", "ae"), ("ø", "oe")):
        lowered = lowered.replace(letter, spelled)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")


def without_accents(text: str) -> str:
    """Accents that German has none of dropped, umlauts kept: Café → Cafe, Mütter stays."""
    if text.isascii():
        return text
    return "".join(
        letter if letter in "äöüÄÖÜ" else unicodedata.normalize("NFD", letter)[:1]
        for letter in text
    )


_ARABIC = re.compile("[\u0600-\u06ff]")
_PERSIAN = re.compile("[پچژگکی]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")


def script_language(text: str) -> str:
    """The language that a text in Arabic or Cyrillic letters is most likely in; else nothing."""
    letters = sum(1 for letter in text if letter.isalpha())
    if 2 * len(_ARABIC.findall(text)) > letters:
        return "fa" if _PERSIAN.search(text) else "ar"
    if 2 * len(_CYRILLIC.findall(text)) > letters:
        return "uk" if _UKRAINIAN.search(text) else "ru"
    return ""
