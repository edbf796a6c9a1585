"""Opening hours of one day as people write them: „9–12, 14:30–18 Uhr“."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_SPANS = 6
Span = tuple[str, str]

_SPLIT = re.compile(r"\s*(?:,|;|\+|/|\bund\b)\s*")
_TIME = r"(\d{1,2})(?:\s*[:.]\s*(\d{2}))?\s*(?:uhr|h)?"
_SPAN = re.compile(rf"(?:von\s+)?{_TIME}\s*(?:-|–|—|bis)\s*{_TIME}", re.IGNORECASE)
_CLOSED = re.compile(r"-|–|geschlossen|zu|keine", re.IGNORECASE)


def spans_to_text(spans: Iterable[Span]) -> str:
    """The spans of a day, each a pair such as `("09:00", "12:00")`, in one line."""
    return ", ".join(f"{opens}–{closes}" for opens, closes in sorted(spans))


def text_to_spans(text: str) -> list[Span]:
    """The spans that a line names; none for an empty one. ValidationError if it is not readable."""
    text = text.strip()
    if not text or _CLOSED.fullmatch(text):
        return []
    spans = []
    for part in _SPLIT.split(text):
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            raise ValidationError(
                _("Bitte so schreiben: 9–12, 14:30–18. Oder leer lassen, wenn geschlossen ist.")
            )
        opens, closes = _clock(match[1], match[2]), _clock(match[3], match[4])
        if opens >= closes:
            raise ValidationError(_("Das Ende muss nach dem Anfang liegen."))
        spans.append((opens, closes))
    if len(spans) > MOST_SPANS:
        raise ValidationError(_("Das sind zu viele Zeiten für einen Tag."))
    return sorted(set(spans))


def _clock(hour: str, minute: str | None) -> str:
    hours, minutes = int(hour), int(minute or 0)
    if (hours, minutes) == (24, 0):
        return "23:59"
    if hours > 23 or minutes > 59:
        raise ValidationError(_("Diese Uhrzeit gibt es nicht."))
    return f"{hours:02}:{minutes:02}"
