"""Telephone numbers as people write them, and as a telephone dials them."""

import phonenumbers

REGION = "DE"


def is_phone_number(value: str) -> bool:
    """Whether `value` can be dialled in Germany, short numbers such as 116 016 included."""
    return bool(dialled(value))


def dialled(value: str) -> str:
    """What a `tel:` link needs: E.164 where it exists, the bare digits of a short number.

    Returns an empty string for something that is no telephone number.
    """
    try:
        number = phonenumbers.parse(value, REGION)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number(number) and not phonenumbers.is_possible_short_number(
        number
    ):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    digits = "".join(c for c in value if c.isdigit())
    return digits if 3 <= len(digits) <= 15 else ""
