"""What places and districts are called, kept by the process: nearly every question names none.

Places come with a release or from a file (`load_places`) and are the same for months. A process
that did not load them itself sees new ones some minutes later.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from django.db.models.signals import post_delete, post_save

from network_core.places.districts import KnownDistrict, read_districts
from network_core.places.models import Place

T = TypeVar("T")
_SECONDS = 600.0
_lock = Lock()
_kept: dict[Callable[[], Any], tuple[float, Any]] = {}


def known_names() -> frozenset[str]:
    """The folded names of all towns, with and without their appendix, and all postcodes.

    One query, or none. Of postcodes of big companies only the postcode is among them.
    """
    return _keep(_read_names)


def known_districts() -> list[KnownDistrict]:
    """Every district in which people live, by its key. One query, or none."""
    return _keep(read_districts)


def _read_names() -> frozenset[str]:
    names: set[str] = set()
    rows = Place.objects.order_by().values_list("postcode", "folded", "folded_short", "is_bulk")
    for postcode, folded, folded_short, is_bulk in rows.iterator():
        names |= {postcode} if is_bulk else {postcode, folded, folded_short}
    return frozenset(names)


def _keep(read: Callable[[], T]) -> T:
    """What `read` answers, or has answered some minutes ago."""
    known = _kept.get(read)
    if known is None or time.monotonic() - known[0] >= _SECONDS:
        known = (time.monotonic(), read())
        with _lock:
            _kept[read] = known
    found: T = known[1]
    return found


def forget(**_: object) -> None:
    """Read anew at the next question."""
    with _lock:
        _kept.clear()


def watch() -> None:
    """Forget whenever a place is saved or deleted."""
    for signal in (post_save, post_delete):
        signal.connect(forget, sender=Place, dispatch_uid="known-places")
