"""Recommended hits: which of a network's pins a query asks for."""

from __future__ import annotations

import time
from threading import Lock

from search.analysis import analyse, language_of_analysis
from search.analysis.chain import exact_title
from search.curation.models import PinnedResult

_SECONDS = 30.0
_lock = Lock()
_kept: dict[int, tuple[float, dict[str, tuple[str, ...]]]] = {}


def query_key(query: str, language: str) -> str:
    """What two queries share that ask for the same words, in any order and form."""
    words = analyse(query, language_of_analysis(language))
    telling = [word for word in words if not word.is_stop_word] or words
    return exact_title(telling) if telling else ""


def pinned(query: str, language: str, network_id: int) -> tuple[str, ...]:
    """The keys of the objects that are pinned for a query on a network's site, in their order.

    At most half a minute old; at once new in the same process.
    """
    known = _kept.get(network_id)
    if known is None or time.monotonic() - known[0] >= _SECONDS:
        table: dict[str, tuple[str, ...]] = {}
        rows = PinnedResult.objects.filter(network_id=network_id).order_by("position", "pk")
        for row in rows[:2_000]:
            key = query_key(row.query, "de")
            table[key] = (*table.get(key, ()), row.object_key)
        known = (time.monotonic(), table)
        with _lock:
            _kept[network_id] = known
    if not known[1]:
        return ()
    return known[1].get(query_key(query, language), ())


def forget() -> None:
    """Read anew at the next question: a pin has changed."""
    with _lock:
        _kept.clear()
