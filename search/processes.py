"""Work for several processes, in the order in which it is given.

What a new process reads before Django is set up must not import any model: so this stands alone.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import django

MANY_OBJECTS = 50_000
"""So many new objects are worth a look for garbage in circles. By default Python looks after every
700: where a great deal is read that has none, this takes a third of the time, and a tenth of that
of a page with search results."""
_AHEAD = 4
"""So many items per process are done before they are asked for: memory stays bounded."""

Item = TypeVar("Item")
Done = TypeVar("Done")


def spread(work: Callable[[Item], Done], items: Iterable[Item], processes: int) -> Iterator[Done]:
    """What `work` makes of each item, in their order, done by processes with Django set up."""
    # Started afresh, not forked: a copy of a process with threads may hang.
    fresh = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=fresh, initializer=_begin)
    waiting: deque[Future[Done]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= processes * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def rarely_tidied() -> Iterator[None]:
    """Let Python look for garbage in circles after `MANY_OBJECTS` only."""
    usual = gc.get_threshold()
    gc.set_threshold(MANY_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def settle() -> None:
    """Let Python look for garbage rarely, and never in what this process holds by now: it stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY_OBJECTS, *gc.get_threshold()[1:])


def _begin() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    django.setup()
    settle()


def _end_with_parent() -> None:
    """Whoever kills the rebuild must not have to look for its helpers."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
