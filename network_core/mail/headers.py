"""Values that are safe to stand in the head of a mail."""

import unicodedata
from email.headerregistry import Address

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

MAX_SUBJECT = 200
MAX_NAME = 100
# Persian needs them inside words; the other invisible characters have no business in a head line.
JOINERS = "\u200c\u200d"

_validate = EmailValidator()


def one_line(value: str, limit: int) -> str:
    """`value` on one line, without control and direction characters, at most `limit` long."""
    spaced = "".join(
        " " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char
        for char in unicodedata.normalize("NFC", value)
        if unicodedata.category(char) not in {"Cf", "Cs"} or char in JOINERS
    )
    text = " ".join(spaced.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def is_address(value: str) -> bool:
    """Whether `value` is one plain mail address: no name, no list, no line break."""
    try:
        _validate(value)
    except ValidationError:
        return False
    local_part = value.rpartition("@")[0]
    return local_part.isascii() and '"' not in local_part


def named_address(name: str, address: str) -> str:
    """`Name <address>`; the name cannot add a header, an address or a second line."""
    if not is_address(address):
        raise ValueError("This is not a mail address.")
    clean = one_line(name, MAX_NAME)
    user, _at, domain = address.rpartition("@")
    if not clean:
        return address
    return str(Address(display_name=clean, username=user, domain=domain))
