"""Personal data in a text: taken out before it is sent, and put back into the answer.

Mail addresses, telephone numbers and names are replaced by empty elements, which the services keep
where they belong. Names are those that are known (the contact of a page, the people of the
network), also in the genitive, and whatever follows „Frau“ or „Herr“.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

import phonenumbers

_MAIL = re.compile(r"(?:mailto:)?(?<![\w.+-])[\w.+-]{1,255}@[\w-]+(?:\.[\w-]+)+")
# Of all alphabets: Şahin and Łukasz, too.
_CAPITAL = "".join(filter(str.isupper, map(chr, range(0x2000))))
_NAME = rf"[{_CAPITAL}][\w’'-]+"
_PARTICLES = r"(?:(?:von|vom|van|zu|zur|de|den|der|del|di|da|al|el)\s)*"
_TITLES = r"(?:(?:Dr|Prof|Dipl|Mag|med|dent|vet|phil|rer|nat|pol|jur|theol|h|c)\.(?:-\w+\.?)?\s?)*"
_TITLED = re.compile(
    r"(?:(?<=\bFrau\s)|(?<=\bHerrn\s)|(?<=\bHerr\s))"
    rf"{_TITLES}{_PARTICLES}{_NAME}(?:\s{_PARTICLES}{_NAME}){{0,2}}"
)
_TITLE = re.compile(rf"^(?:(?:Frau|Herrn?)\s+)?{_TITLES}")
_BETWEEN_NAMES = re.compile(r"[,;/()&]|\s(?:und|oder|–|-)\s")
_FIRST_NAME = rf"(?:{_NAME}|[{_CAPITAL}]\.)"
_WHOLE_NAME = re.compile(rf"{_FIRST_NAME}(?:\s{_FIRST_NAME})?\s{_PARTICLES}{_NAME}")
_LAST_NAME_FIRST = re.compile(rf"({_NAME}),\s*({_NAME})")
_PLACEHOLDER = re.compile(r"<x\s+id=[\"']?(\d+)[\"']?\s*(?:/>|>\s*</x\s*>)", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>|&\w+;|&#\d+;")
_REGION = "DE"


class LostPlaceholderError(ValueError):
    """The answer lacks something that was taken out, or has it more often."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text as it is sent, and what was taken out of it, in the order of the placeholders."""

    text: str
    taken: tuple[str, ...]

    @property
    def is_only_data(self) -> bool:
        """Whether nothing is left that could be translated."""
        return not re.search(r"[^\W\d_]", _ANY_TAG.sub("", self.text))

    def put_back(self, answer: str) -> str:
        """The answer with everything where its placeholder stands.

        Raises `LostPlaceholderError` unless each stands there exactly once.
        """
        found = [int(number) for number in _PLACEHOLDER.findall(answer)]
        if sorted(found) != list(range(len(self.taken))):
            raise LostPlaceholderError
        return _PLACEHOLDER.sub(lambda match: self.taken[int(match[1])], answer)


def names_in(contact: str) -> set[str]:
    """The names by which a text may call who is named as a contact.

    „Frau Dr. Anna Muster, Beratung“ is called „Anna Muster“ and „Muster“, too. What looks like a
    name and is none („Familienbüro Göttingen“) stays German in the answer, which harms nobody.
    """
    names = {contact.strip()}
    if turned := _LAST_NAME_FIRST.fullmatch(contact.strip()):
        names.add(f"{turned[2]} {turned[1]}")
    for piece in map(str.strip, _BETWEEN_NAMES.split(contact)):
        name = _TITLE.sub("", piece)
        if name != piece or _WHOLE_NAME.fullmatch(name):
            names |= {name, name.rpartition(" ")[2]}
    return {name for name in names if name}


def mask(text: str, names: Collection[str] = ()) -> Masked:
    """The text (HTML of one segment) without personal data; names are found as they are written."""
    spans: list[tuple[int, int]] = [match.span() for match in _MAIL.finditer(text)]
    spans += [(match.start, match.end) for match in phonenumbers.PhoneNumberMatcher(text, _REGION)]
    spans += [match.span() for match in _TITLED.finditer(text)]
    known = sorted((name for name in names if len(name) > 2), key=len, reverse=True)
    if known:
        # With the s of a genitive: Anna Musters Büro.
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})s?(?!\w)")
        spans += [match.span() for match in pattern.finditer(text)]
    pieces: list[str] = []
    taken: list[str] = []
    position = 0
    for start, end in _merged(spans):
        pieces += [text[position:start], f'<x id="{len(taken)}"/>']
        taken.append(text[start:end])
        position = end
    pieces.append(text[position:])
    return Masked("".join(pieces), tuple(taken))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
