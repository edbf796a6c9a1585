"""The other languages: normalise, drop what the script adds, stem lightly.

German has its own chain. A language without a stemmer is compared by its folded spelling.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_STEMMERS = {
    "en": "english",
    "tr": "turkish",
    "ar": "arabic",
    "ru": "russian",
    "fa": "persian",
    "fr": "french",
    "es": "spanish",
}
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_ARABIC_LETTERS = str.maketrans("أإآٱىیېکةؤئ", "اااايييكهوي")
_UKRAINIAN_ENDINGS = (
    "ями",
    "ами",
    "ові",
    "еві",
    "ого",
    "ому",
    "ими",
    "іми",
    "ьої",
    "ої",
    "ою",
    "ею",
    "єю",
    "ах",
    "ях",
    "ів",
    "їв",
    "ам",
    "ям",
    "ом",
    "ем",
    "єм",
    "ий",
    "ій",
    "их",
    "іх",
    "им",
    "їм",
    "ти",
    "ть",
    "а",
    "я",
    "о",
    "е",
    "є",
    "и",
    "і",
    "ї",
    "у",
    "ю",
    "ь",
    "й",
)


def language_of_analysis(code: str) -> str:
    """The language whose chain a locale's text goes through (Leichte Sprache is German)."""
    return "de" if code.startswith("de") else code.split("-")[0].lower()


@lru_cache(maxsize=16)
def _stemmer(language: str) -> object | None:
    name = _STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


@lru_cache(maxsize=50_000)
def key(word: str, language: str) -> str:
    """The key of one word in a language other than German."""
    word = _lower(word, language)
    if language in {"en", "tr", "fr"}:
        # women's, Ankara'da: what an apostrophe hangs on is no part of the word.
        word = re.split("['’ʼ]", word)[0] or word
    stemmer = _stemmer(language)
    if stemmer is not None:
        word = stemmer.stemWord(word)  # type: ignore[attr-defined]
    elif language == "uk":
        word = _cut(word, _UKRAINIAN_ENDINGS)
    return plain(word, language)


def plain(word: str, language: str) -> str:
    """The folded spelling of a word: what stop words are kept in, too."""
    word = _lower(word, language)
    if language == "tr":
        word = word.replace("ı", "i")
    if language in {"uk", "ru"}:
        return word.replace("ё", "е").replace("ʼ", "").replace("’", "").replace("'", "")
    if language in {"ar", "fa"}:
        return word
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")
    )


def _lower(word: str, language: str) -> str:
    if language == "tr":
        return word.replace("İ", "i").replace("I", "ı").lower()
    if language in {"ar", "fa"}:
        return _ARABIC_MARKS.sub("", word).translate(_ARABIC_LETTERS)
    return word.casefold()


def _cut(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
