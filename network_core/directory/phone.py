"""Telephone numbers as people write them, and as a telephone dials them."""

import re

import phonenumbers

REGION = "DE"
# From emergency numbers such as 110 to the longest number that ITU-T E.164 allows.
SHORTEST, LONGEST = 3, 15
WRITTEN = re.compile(r"[\d\s()/+.–-]{1,60}")


def is_phone_number(value: str) -> bool:
    """Whether `value` can be dialled in Germany, short numbers such as 116 016 included."""
    return bool(dialled(value))


def dialled(value: str) -> str:
    """What a `tel:` link needs: E.164 where it exists, the bare digits of a short number.

    Returns an empty string for something that is no telephone number.
    """
    digits = "".join(character for character in value if character.isdigit())
    if WRITTEN.fullmatch(value) is None or not SHORTEST <= len(digits) <= LONGEST:
        return ""
    try:
        number = phonenumbers.parse(value, REGION)
    except phonenumbers.NumberParseException:
        return ""
    if value.strip(" (").startswith(("+", "0")):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return digits
