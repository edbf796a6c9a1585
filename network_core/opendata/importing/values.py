"""Single values as sources write them, turned into what the models store.

Each function raises `ValueError` with a message for people when it cannot read the value.
"""

import html
import math
import re
from datetime import date, datetime, time
from typing import Any

import nh3
from django.utils.text import slugify
from django.utils.translation import gettext as _

from network_core.forms.cleaning import clean_text

LONGEST_TEXT = 20_000
_TAG = re.compile(r"</?(?:p|br|ul|ol|li|b|strong|i|em|a|h[1-6]|div|span|script|style)\b", re.I)
_KEPT_TAGS = {"p", "br", "ul", "ol", "li", "b", "strong", "i", "em", "a", "h3"}
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?(?:\s*Uhr)?(Z|[+-]\d{2}:?\d{2})?")
# Germany's own offsets; the time is what the clock on the wall says.
_LOCAL_OFFSETS = {None, "+01:00", "+02:00", "+0100", "+0200"}
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# „Adresse geschützt“, „geheime Anschrift“, „Standort nicht öffentlich“; not a listed building.
_PROTECTED = re.compile(
    r"(?:adresse|anschrift|\bort\b|standort)\W{0,4}(?:ist\s+)?(?:geschützt|geheim|anonym|nicht\s+öffentlich)"
    r"|(?:geschützt|geheim|anonym)\w{0,2}\s+(?:adresse|anschrift|ort\b|standort)"
    r"|confidential|protected address",
    re.I,
)


def text(value: Any, *, multiline: bool = False) -> str:
    """Text without control characters; numbers count as text, nothing is empty text."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(_("Hier muss Text stehen."))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    found = str(value)
    if len(found) > LONGEST_TEXT:
        raise ValueError(
            _("Der Text ist zu lang: höchstens %(count)d Zeichen.") % {"count": LONGEST_TEXT}
        )
    if _TAG.search(found):
        found = html.unescape(nh3.clean(found, tags=set()))
    found = clean_text(found, multiline=multiline)
    return "\n".join(line.rstrip() for line in found.split("\n")).strip()


def rich_text(value: Any, *, without: str = "") -> str:
    """Plain text with blank lines, or simple HTML, as the HTML that a description holds.

    `without` is a beginning that is said elsewhere already.
    """
    if isinstance(value, str) and len(value) <= LONGEST_TEXT and _TAG.search(value):
        kept = nh3.clean(value, tags=_KEPT_TAGS, attributes={"a": {"href"}}, link_rel=None)
        return clean_text(kept, multiline=True).strip()
    plain = text(value, multiline=True)
    if without and plain.startswith(without):
        plain = plain[len(without) :].strip()
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", plain) if part.strip()]
    return "".join(
        f"<p>{html.escape(part, quote=False).replace(chr(10), '<br/>')}</p>" for part in paragraphs
    )


def web_address(value: Any) -> str:
    """An address with its scheme; `www.…` gets one."""
    found = text(value)
    if found.lower().startswith("www."):
        return f"https://{found}"
    return found


def postcode(value: Any) -> str:
    """Five digits; a zero that a spreadsheet has lost at the front comes back."""
    found = text(value).removeprefix("D-").strip()
    return f"0{found}" if re.fullmatch(r"\d{4}", found) else found


def number(value: Any) -> float | None:
    """A decimal number, written with point or comma."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise ValueError(_("Hier muss eine Zahl stehen."))
    try:
        found = float(value.strip().replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError) as error:
        raise ValueError(_("Hier muss eine Zahl stehen.")) from error
    if not math.isfinite(found):
        raise ValueError(_("Hier muss eine Zahl stehen."))
    return found


def day(value: Any) -> date | None:
    """A date, written 2026-12-31 or 31.12.2026."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = text(value)
    german = _GERMAN_DATE.fullmatch(found)
    try:
        if german:
            return date(int(german[3]), int(german[2]), int(german[1]))
        return date.fromisoformat(found[:10] if "T" in found else found)
    except ValueError as error:
        raise ValueError(
            _("„%(value)s“ ist kein Tag. Bitte zum Beispiel 31.12.2026 schreiben.")
            % {"value": found[:40]}
        ) from error


def clock(value: Any) -> str:
    """A time of day as `HH:MM`; 24:00 is the last minute of the day."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    found = text(value)
    match = _TIME.fullmatch(found)
    if match is None:
        raise ValueError(
            _("„%(value)s“ ist keine Uhrzeit. Bitte zum Beispiel 08:30 schreiben.")
            % {"value": found[:40]}
        )
    if match[3] not in _LOCAL_OFFSETS:
        raise ValueError(
            _("„%(value)s“ ist keine deutsche Zeit. Erlaubt sind +01:00 und +02:00.")
            % {"value": found[:40]}
        )
    hour, minute = int(match[1]), int(match[2])
    if (hour, minute) == (24, 0):
        return "23:59"
    if hour > 23 or minute > 59:
        raise ValueError(_("„%(value)s“ ist keine Uhrzeit.") % {"value": found[:40]})
    return f"{hour:02}:{minute:02}"


def slug_of(value: str) -> str:
    """A short name for addresses, made from a title."""
    return slugify(value.lower().translate(_UMLAUTS))[:100].strip("-")


def says_protected(value: str) -> bool:
    """Whether a name of a place says that its address is nobody's business."""
    return _PROTECTED.search(value) is not None
