"""What places are called, kept by the process: nearly every question names none.

Places come with a release or from a file (`load_places`) and are the same for months. A process
that did not load them itself sees new ones some minutes later.
"""

from __future__ import annotations

import time
from threading import Lock

from django.db.models.signals import post_delete, post_save

from network_core.places.models import Place

_SECONDS = 600.0
_lock = Lock()
_kept: tuple[float, frozenset[str]] | None = None


def known_names() -> frozenset[str]:
    """The folded names of all towns, with and without their appendix, and all postcodes.

    One query, or none. Of postcodes of big companies only the postcode is among them.
    """
    global _kept
    known = _kept
    if known is None or time.monotonic() - known[0] >= _SECONDS:
        names: set[str] = set()
        rows = Place.objects.order_by().values_list("postcode", "folded", "folded_short", "is_bulk")
        for postcode, folded, folded_short, is_bulk in rows.iterator():
            names |= {postcode} if is_bulk else {postcode, folded, folded_short}
        known = (time.monotonic(), frozenset(names))
        with _lock:
            _kept = known
    return known[1]


def forget(**_: object) -> None:
    """Read anew at the next question."""
    global _kept
    with _lock:
        _kept = None


def watch() -> None:
    """Forget whenever a place is saved or deleted."""
    for signal in (post_save, post_delete):
        signal.connect(forget, sender=Place, dispatch_uid="known-places")
