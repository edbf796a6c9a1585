"""Recommended hits: which of a network's pins a query asks for."""

from __future__ import annotations

from network_core.kept import kept
from search.analysis import analyse, language_of_analysis
from search.analysis.chain import exact_title
from search.curation.models import PinnedResult

_MOST_NETWORKS = 500


def query_key(query: str, language: str) -> str:
    """What two queries share that ask for the same words, in any order and form."""
    words = analyse(query, language_of_analysis(language))
    telling = [word for word in words if not word.is_stop_word] or words
    return exact_title(telling) if telling else ""


def pinned(query: str, language: str, network_id: int) -> tuple[str, ...]:
    """The keys of the objects that are pinned for a query on a network's site, in their order.

    At most half a minute old; at once new in the same process.
    """
    known = _pins_of(network_id)
    return known.get(query_key(query, language), ()) if known else ()


@kept(seconds=30, of=[PinnedResult], most=_MOST_NETWORKS)
def _pins_of(network_id: int) -> dict[str, tuple[str, ...]]:
    """What is pinned on a network's site, by `query_key`; one query."""
    found: dict[str, tuple[str, ...]] = {}
    rows = PinnedResult.objects.filter(network_id=network_id).order_by("position", "pk")
    for row in rows[:2_000]:
        key = query_key(row.query, "de")
        found[key] = (*found.get(key, ()), row.object_key)
    return found
