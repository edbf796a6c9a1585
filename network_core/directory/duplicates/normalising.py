"""Facts of a record in a form in which two spellings of the same are equal."""

import re
import unicodedata
from urllib.parse import urlsplit

from network_core.directory.models import Offer, Partner

# A key is a kind and a normalised value. Words only bring candidates together; they prove nothing.
NAME, WORD, PHONE, EMAIL, WEB, ADDRESS, PARTNER = (
    *("name", "word", "phone", "email"),
    *("web", "address", "partner"),
)
LONGEST = 200
SHORTEST_WORD = 4
MOST_WORDS = 12

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LEFT_OUT = re.compile(
    r"\b(?:ev|ggmbh|gmbh|mbh|ag|kg|eg|kdoer|koer|ug|gug|der|die|das|und|fuer|im|in|am|zum|zur|zu)\b"
)
_STREET = re.compile(r"(?:strasse|str)\b")


def normalised(text: str) -> str:
    """Lower case, umlauts as two letters, no accents, nothing but letters and digits."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_UMLAUTS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def name_key(name: str) -> str:
    """A name without legal form, articles and order of words."""
    words = _LEFT_OUT.sub(" ", normalised(name).replace("e v", "ev")).split()
    return " ".join(sorted(words))


def phone_key(number: str) -> str:
    """The digits of a number with the country's code, without a (0) between the two."""
    digits = re.sub(r"[^\d+]", "", number.replace("(0)", ""))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+49{digits[1:]}"
    return digits if len(digits) >= 6 else ""


def web_key(address: str) -> str:
    """Host without www, and path without its last slash."""
    parts = urlsplit(address if "//" in address else f"//{address}")
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}"


def address_key(street: str, postal_code: str) -> str:
    """Postcode, street and number; empty without both."""
    if not street or not postal_code:
        return ""
    street = _STREET.sub("str", normalised(street))
    return f"{postal_code} {street.replace(' ', '')}"


def keys_of(record: Offer | Partner) -> set[tuple[str, str]]:
    """All keys of a record, as it is in memory."""
    name = name_key(record.title)
    words = [word for word in name.split() if len(word) >= SHORTEST_WORD][:MOST_WORDS]
    keys = {(NAME, name), *((WORD, word) for word in words)}
    if isinstance(record, Partner):
        keys |= {
            (PHONE, phone_key(record.phone)),
            (EMAIL, record.email.strip().lower()),
            (WEB, web_key(record.website)),
            (ADDRESS, address_key(record.street, record.postal_code)),
        }
    else:
        by_kind = {"phone": (PHONE, phone_key), "email": (EMAIL, str.lower), "web": (WEB, web_key)}
        for contact in record.contacts.all():
            if contact.kind in by_kind:
                kind, normalise = by_kind[contact.kind]
                keys.add((kind, normalise(contact.value.strip())))
        for place in record.places.all():
            keys.add((ADDRESS, address_key(place.street, place.postal_code)))
        keys.add((PARTNER, str(record.partner_id or "")))
    return {(kind, key[:LONGEST]) for kind, key in keys if key}
