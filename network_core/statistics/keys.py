"""Which keys may be counted: nothing that looks as if it named a person."""

import re
import unicodedata

from network_core.statistics.models import MAX_KEY

_MAIL = re.compile(r"\S@\S|\S\s*(?:\(at\)|\[at\])\s*\S", re.IGNORECASE)
# A number with a leading zero, country code or bracket, written with the usual separators …
_DIALLED = re.compile(r"(?<![\w])(?:\+|0|\()[\d\s()/.\-]{6,30}")
# … or seven and more digits in one piece.
_DIGITS = re.compile(r"\d{7}")
MIN_PHONE_DIGITS = 7


def clean_key(key: str) -> str | None:
    """`key` as it may be stored, or None if it looks like a mail address or telephone number."""
    printable = "".join(
        " " if unicodedata.category(char)[0] in "CZ" else char
        for char in unicodedata.normalize("NFC", key[: 4 * MAX_KEY])
    )
    text = " ".join(printable.split())[:MAX_KEY]
    if _MAIL.search(text) or _DIGITS.search(text):
        return None
    for number in _DIALLED.findall(text):
        if sum(char.isdigit() for char in number) >= MIN_PHONE_DIGITS:
            return None
    return text
