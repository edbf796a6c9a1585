"""What some languages ask of the text of a page, whoever wrote it.

In Arabic and Persian the groups of a number are shown in the wrong order unless the number is
isolated: „116 016“ is read as „016 116“, a hotline that nobody reaches. Leichte Sprache puts every
sentence on a line of its own. Numbers stand in templates, in facts and in what editors and
translators write, so this is done once, with the finished page, mail or feed.
"""

import re

from django.conf import settings
from django.utils.translation import get_language, get_language_info

SIMPLE = "de-simple"
ISOLATE, END_OF_ISOLATE = "\u2066", "\u2069"

_BLANK = "[ \u00a0\u202f]"
_NAME_PART = r"[A-ZÄÖÜ]\w*(?:[-.]\w+)*"
_NUMBER = r"\d+(?:[.,:]\d+)*"
_LEFT_TO_RIGHT = re.compile(
    "|".join(
        (
            r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]",
            r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
            # Postcode and town.
            rf"\b\d{{5}}{_BLANK}{_NAME_PART}(?:{_BLANK}\(?{_NAME_PART}\)?)*",
            # Numbers in groups: telephone numbers, times from and to, dates.
            rf"(?:\+|\()?{_NUMBER}\)?"
            rf"(?:(?:{_BLANK}?[/–-]{_BLANK}?|{_BLANK})\(?{_NUMBER}\)?)+",
            rf"\+{_NUMBER}",
        )
    )
)
_TAG = r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>"""
# Most pieces of text have nothing of it, which is found out quickly.
_CANDIDATE = re.compile(r"[\d@]|http")
_PIECES = re.compile(
    # Elements in whose text nothing may be changed, and those that can hold text only.
    r"(?P<kept><(?P<k>script|style|textarea|svg|bdi)\b.*?</(?P=k)\s*>)"
    r"|(?P<plain><(?P<p>title|option)\b.*?</(?P=p)\s*>)"
    rf"|<!--.*?-->|(?P<tag>{_TAG})|(?P<text>[^<]+)",
    re.DOTALL | re.IGNORECASE,
)
_ELEMENT = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_LANG = re.compile(r"""\slang=["']?([\w-]+)""")
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_PROSE = {"p", "li", "dd"}
# „1. Mai“ is no end of a sentence.
NEXT_SENTENCE = re.compile(r"(?<=[^\d\s][.!?])\s+(?=[A-ZÄÖÜ„“(\d])")


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return bool(get_language_info(language)["bidi"])


def isolate(text: str) -> str:
    """Plain text with every number, mail address and postcode isolated.

    Addresses of pages stay as they are: programs that make links of them would take the isolate
    for a part of the address.
    """

    def isolated(found: re.Match[str]) -> str:
        if found[0].startswith("http"):
            return found[0]
        return f"{ISOLATE}{found[0]}{END_OF_ISOLATE}"

    return _LEFT_TO_RIGHT.sub(isolated, text)


def shown(text: str) -> str:
    """Plain text for people who read the active language."""
    if is_right_to_left(get_language() or settings.LANGUAGE_CODE):
        return isolate(text)
    return text


def isolate_html(html: str) -> str:
    """HTML with the same isolated by `bdi`, and by characters where no element may stand."""

    def isolated(piece: re.Match[str]) -> str:
        text = piece["text"]
        if text and not _CANDIDATE.search(text):
            return text
        if text:
            return _LEFT_TO_RIGHT.sub(r'<bdi dir="ltr">\g<0></bdi>', text)
        return isolate_inside(piece[0]) if piece["plain"] else piece[0]

    def isolate_inside(element: str) -> str:
        begin, end = element.index(">") + 1, element.rindex("</")
        return element[:begin] + isolate(element[begin:end]) + element[end:]

    return _PIECES.sub(isolated, html)


def sentence_per_line(html: str) -> str:
    """HTML of Leichte Sprache with every sentence of its paragraphs and lists on its own line.

    Only in the main part of the page, and not in text that is marked as another language.
    """
    open_elements: list[tuple[str, bool]] = []

    def broken(piece: re.Match[str]) -> str:
        if piece["tag"]:
            _follow(piece["tag"], open_elements)
        text = piece["text"]
        if not text or not open_elements:
            return piece[0]
        names = {name for name, _is_foreign in open_elements}
        if "main" not in names or not names & _PROSE or open_elements[-1][1]:
            return piece[0]
        return NEXT_SENTENCE.sub("<br>", text)

    return _PIECES.sub(broken, html)


def _follow(tag: str, open_elements: list[tuple[str, bool]]) -> None:
    """Note that an element begins, or that it ends with all that was not closed in it."""
    found = _ELEMENT.match(tag)
    if found is None:
        return
    is_end, name = found[1], found[2].lower()
    if is_end:
        while open_elements and open_elements.pop()[0] != name:
            pass
    elif name not in _VOID and not tag.endswith("/>"):
        language = _LANG.search(tag)
        inherited = bool(open_elements) and open_elements[-1][1]
        open_elements.append((name, language[1] != SIMPLE if language else inherited))


def typeset(html: str, language: str) -> str:
    """A finished page as its language asks for it; as it is in most languages."""
    if is_right_to_left(language):
        return isolate_html(html)
    return sentence_per_line(html) if language == SIMPLE else html
