"""What a remark about costs says, as one of the four kinds that one can filter by."""

import re

from network_core.directory.models import Offer

Cost = Offer.Cost

# The first rule that fits decides. What none fits is unknown, never guessed.
RULES: tuple[tuple[re.Pattern[str], Offer.Cost], ...] = tuple(
    (re.compile(pattern, re.I), cost)
    for pattern, cost in (
        (r"einkommensabhängig|nach einkommen|je nach einkommen", Cost.INCOME),
        (r"^(kostenlos|kostenfrei)\s+bis\b", Cost.PAID),
        (
            r"^(kostenlos|kostenfrei|gebührenfrei|beitragsfrei|unentgeltlich|gratis|frei)\b",
            Cost.FREE,
        ),
        (r"^spende", Cost.FREE),
        (
            r"€|\beuro\b|\beur\b|zuzahlung|eigenanteil|gebühr|kostenbeitrag|mitgliedsbeitrag",
            Cost.PAID,
        ),
    )
)


def cost_of(note: str) -> str:
    """The kind of cost that the remark `note` speaks of."""
    for pattern, cost in RULES:
        if pattern.search(note):
            return cost.value
    return Cost.UNKNOWN.value


def note_beyond(note: str, kind: str) -> str:
    """The remark, or nothing when it says no more than the kind of cost does."""
    return "" if note.casefold() == str(Cost(kind).label).casefold() else note
