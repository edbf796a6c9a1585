"""What every engine does alike, so that all give the same answer in the same order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

WINDOW = 1_000
"""So many hits of an answer can be looked through, page by page."""
FACET_WINDOW = 1_000
"""So many values are counted per facet before the most frequent are taken."""

_STEPS = 1_024
_TITLE_BYTES, _IDENTITY_BYTES = 3, 4


def exact(score: float) -> float:
    """The score in steps of 1/1024.

    Engines add up 32-bit numbers in an order of their own. Sums of such steps are exact up to
    2^14, so that they are the same in any order and equal scores are really equal.
    """
    return round(score * _STEPS) / _STEPS


def tie(title: str, identity: str) -> int:
    """The place of a document among those of the same score: as good as random, always the same.

    The title decides, so that two installations with the same content give the same order, whatever
    numbers their databases have counted; `identity` tells documents of one title apart.
    """
    return _hash(title, _TITLE_BYTES) << (8 * _IDENTITY_BYTES) | _hash(identity, _IDENTITY_BYTES)


def _hash(text: str, size: int) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=size).digest(), "big")


def ordered_counts(counts: Iterable[tuple[str, int]], size: int) -> tuple[tuple[str, int], ...]:
    """The most frequent values first, equally frequent ones by name."""
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:size])
