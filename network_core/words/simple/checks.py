"""What a program sees in a text that shall be Leichte Sprache: hints, never errors.

Each check takes one sentence and answers with the hints about it. Plain lists and patterns are all
that they know of grammar: they miss things („das Haus der Mutter“ is a genitive that looks like a
dative) and find things that are right. The messages therefore say „vielleicht“.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from network_core.words.simple import lists
from network_core.words.simple.rules import DIVIDERS, LONG_WORD, MANY_WORDS
from network_core.words.typesetting import NEXT_SENTENCE

MAX_HINTS = 60
_SHOWN = 60
_END_OF_BLOCK = re.compile(r"<br\s*/?>|</(?:p|li|h\d|dd|dt|td|th|blockquote|div)>", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-·•’'][^\W\d_]+)*")
_TOKEN = re.compile(r"[\w§%€]+(?:[-·•.,:/’'@][\w§%€]+)*")
_LETTER_AT_END = re.compile(r"(?:^|\s)\w\.$")
_DIVIDER = re.compile(f"[{DIVIDERS}]")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\S)\S{1,200}@\S+")


@dataclass(frozen=True, slots=True)
class Hint:
    """What somebody should look at: the key of the rule, the place, and what is seen there."""

    rule: str
    place: str
    message: str


def sentences_of(text: str) -> list[str]:
    """The sentences of a text (plain or HTML), as the page breaks them into lines."""
    if "<" in text:
        text = html.unescape(strip_tags(_END_OF_BLOCK.sub("\n", text)))
    lines = (line.strip() for line in text.replace("\u00ad", "").splitlines())
    found: list[str] = []
    for line in filter(None, lines):
        pieces = NEXT_SENTENCE.split(line)
        found.append(pieces[0])
        for piece in pieces[1:]:
            if _LETTER_AT_END.search(found[-1]):  # „z. B. Kindergeld“ is one sentence
                found[-1] += f" {piece}"
            else:
                found.append(piece)
    return found


def check(text: str) -> list[Hint]:
    """The hints about a text, sentence by sentence; `MAX_HINTS` at most, each once."""
    found: dict[Hint, None] = {}
    for sentence in sentences_of(text):
        for one in CHECKS:
            found.update(dict.fromkeys(one(sentence)))
            if len(found) >= MAX_HINTS:
                return list(found)[:MAX_HINTS]
    return list(found)


def long_sentence(sentence: str) -> Iterator[Hint]:
    """More than `MANY_WORDS` words. A telephone number or an address counts as one."""
    count = len(_TOKEN.findall(_PHONE.sub("0", _ADDRESS.sub("0", sentence))))
    if count > MANY_WORDS:
        message = _(
            "Dieser Satz hat %(count)d Wörter. Ab %(limit)d Wörtern: Kann man ihn teilen?"
        ) % {"count": count, "limit": MANY_WORDS + 1}
        yield Hint("long_sentence", _short(sentence), message)


def several_statements(sentence: str) -> Iterator[Hint]:
    """A second statement behind a comma, a semicolon or a dash."""
    second = _SECOND.search(sentence)
    if second:
        message = _("Hinter „%(word)s“ beginnt vielleicht eine zweite Aussage.") % {
            "word": second[1]
        }
        yield Hint("several_statements", _short(sentence), message)
    elif ";" in sentence or " – " in sentence:
        yield Hint(
            "several_statements",
            _short(sentence),
            _("Ein Strichpunkt oder Gedankenstrich trennt vielleicht zwei Aussagen."),
        )


def long_word(sentence: str) -> Iterator[Hint]:
    """A word, or a piece of a divided one, with more than `LONG_WORD` letters."""
    for word in _WORD.findall(_ADDRESS.sub(" ", sentence)):
        if any(len(piece) > LONG_WORD for piece in _DIVIDER.split(word)):
            message = _("Langes Wort ohne Bindestrich oder Mediopunkt (%(count)d Buchstaben).") % {
                "count": max(map(len, _DIVIDER.split(word)))
            }
            yield Hint("long_word", word, message)


def abbreviation(sentence: str) -> Iterator[Hint]:
    """Abbreviations of the list, and words in capitals."""
    for found in (*_ABBREVIATION.finditer(sentence), *_CAPITALS.finditer(sentence)):
        yield Hint(
            "abbreviation",
            found[0].strip(),
            _("Abkürzung: Was heißt das ausgeschrieben? Eine Erklärung hilft auch."),
        )


def number(sentence: str) -> Iterator[Hint]:
    """Large and exact numbers, percentages, Roman numerals, numbers as words.

    Not years, postcodes and telephone numbers.
    """
    plain = _PHONE.sub(" ", _ADDRESS.sub(" ", sentence))
    for found in _NUMBER.finditer(plain):
        value = re.sub(r"[.\s\u00a0]", "", found["number"])
        whole, _comma, fraction = value.partition(",")
        is_year = not found["unit"] and re.fullmatch(r"(?:19|20)\d\d", found["number"])
        is_postcode = re.fullmatch(r"\d{5}", found["number"]) and _TOWN.match(plain, found.end())
        if found["unit"]:
            message = _(
                "Prozente sind schwer zu verstehen: Reicht „viele“, „wenige“, „die Hälfte“?"
            )
        elif fraction and fraction.strip("0"):
            message = _("Zahl mit Komma: Reicht eine runde Zahl?")
        elif len(whole) >= 4 and not is_year and not is_postcode:
            message = _("Große Zahl: Reicht „viele“ oder eine runde Zahl?")
        else:
            continue
        yield Hint("number", found[0].strip(), message)
    for found in _ROMAN.finditer(plain):
        yield Hint("number", found[0], _("Römische Zahl: Besser ist eine Ziffer."))
    for found in _NUMBER_WORD.finditer(plain):
        yield Hint("number", found[0], _("Zahl als Wort: Leichter zu lesen ist die Ziffer."))


def genitive(sentence: str) -> Iterator[Hint]:
    """„des Kindes“, and prepositions that ask for a genitive."""
    for found in (*_GENITIVE.finditer(sentence), *_GENITIVE_PREPOSITION.finditer(sentence)):
        yield Hint("genitive", found[0], _("Vielleicht ein Genitiv: Geht es mit „von“?"))


def subjunctive(sentence: str) -> Iterator[Hint]:
    """Forms of the subjunctive; some of them are past tenses, too (sollte)."""
    for found in _SUBJUNCTIVE.finditer(sentence):
        yield Hint(
            "subjunctive", found[0], _("Vielleicht ein Konjunktiv: Geht es mit „vielleicht“?")
        )


def passive(sentence: str) -> Iterator[Hint]:
    """„wird … geprüft“; the future „wird … helfen“ is none."""
    found = _PASSIVE.search(sentence)
    if found:
        yield Hint(
            "passive",
            f"{found['auxiliary']} … {found['participle']}",
            _("Vielleicht ein Passiv: Wer tut es?"),
        )


def special_character(sentence: str) -> Iterator[Hint]:
    """Brackets, and characters that are read in different ways."""
    found = re.findall(r"[()\[\]{}§&/*#<>=_]", _ADDRESS.sub(" ", sentence))
    if found:
        yield Hint(
            "special_character",
            _short(sentence),
            _("Sonderzeichen oder Klammer: %(found)s") % {"found": " ".join(dict.fromkeys(found))},
        )


CHECKS: tuple[Callable[[str], Iterator[Hint]], ...] = (
    long_sentence,
    several_statements,
    long_word,
    abbreviation,
    number,
    genitive,
    subjunctive,
    passive,
    special_character,
)


def _short(sentence: str) -> str:
    if len(sentence) <= _SHOWN:
        return sentence
    return f"{sentence[:_SHOWN].rsplit(' ', 1)[0]} …"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _spaced(short: str) -> str:
    # „z. B.“ is written with and without a blank between.
    return re.escape(short).replace(r"\ ", r"[\s\u00a0\u202f]?")


_SECOND = re.compile(rf",\s+(?:und\s+|aber\s+)?({_any(lists.SECOND_STATEMENT)})\b")
_ABBREVIATION = re.compile(rf"(?<!\w)(?:{'|'.join(map(_spaced, lists.ABBREVIATIONS))})(?!\w)")
_CAPITALS = re.compile(r"\b(?![IVXLC]+\b)[A-ZÄÖÜ]+[a-zäöü]?[A-ZÄÖÜ]{1,}\b")
_PHONE = re.compile(r"(?:\+\d{2}|\b0\d|\b11[0-6])[\d\s\u00a0/()–-]*\d|\b11[026]\b")
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:[.\s\u00a0]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\w:]|\.\d)"
    r"(?P<unit>\s?(?:%|Prozent\b))?"
)
_TOWN = re.compile(r"\s+[A-ZÄÖÜ]")
_ROMAN = re.compile(r"\b(?=[IVXLC]{2,}\b)X{0,3}(?:IX|IV|V?I{0,3})\b")
_NUMBER_WORD = re.compile(rf"\b(?:{_any(lists.NUMBER_WORDS)})\b", re.IGNORECASE)
_GENITIVE = re.compile(
    rf"\b(?i:{_any(lists.GENITIVE_ARTICLES)})\s+(?:[a-zäöüß]+n\s+)?[A-ZÄÖÜ][\w·-]*(?:s|en)\b"
)
_GENITIVE_PREPOSITION = re.compile(
    rf"\b(?:{_any(lists.GENITIVE_PREPOSITIONS)})\b(?:\s+\w+)?", re.IGNORECASE
)
_SUBJUNCTIVE = re.compile(rf"\b(?:{_any(lists.SUBJUNCTIVE)})\b", re.IGNORECASE)
_PASSIVE = re.compile(
    rf"\b(?P<auxiliary>(?i:{_any(lists.PASSIVE_AUXILIARIES)}))\b[^.!?]{{0,200}}?"
    r"\b(?!gehör|genieß|gelten)"
    r"(?P<participle>(?:[a-zäöü]{2,5})?ge[a-zäöüß]{2,}(?:t|en)|(?:be|ver|er|ent|zer)[a-zäöüß]{2,}t)\b"
)
