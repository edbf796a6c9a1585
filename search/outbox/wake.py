"""A bell between those who write and the indexer thread of the same process."""

from __future__ import annotations

import threading

bell = threading.Event()


def wake() -> None:
    """Let the indexer of this process look at the outbox now and not at its next round."""
    bell.set()
