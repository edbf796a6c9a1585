"""Writing outbox rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from threading import local

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from search.models import OutboxRow
from search.outbox.wake import wake

_CHUNK = 400
_collected = local()
"""`waiting`: what `touched_once` has seen in this thread."""


def touch(type_name: str, pks: Iterable[int]) -> None:
    """Note that these objects changed. Part of the caller's transaction, and undone with it.

    Call it after the change: a row that is already there is locked until the transaction ends,
    so that its version grows with the order in which changes become visible.
    """
    waiting: defaultdict[str, set[int]] | None = getattr(_collected, "waiting", None)
    if waiting is not None:
        waiting[type_name].update(pks)
        return
    numbers = iter(sorted(set(pks)))
    while chunk := list(islice(numbers, _CHUNK)):
        _touch(type_name, chunk)
    transaction.on_commit(wake)


@contextmanager
def touched_once() -> Iterator[None]:
    """Write one row for each object that is touched meanwhile, at the end.

    For many changes in one transaction, which goes around this. Inside itself it does nothing.
    """
    if getattr(_collected, "waiting", None) is not None:
        yield
        return
    waiting: defaultdict[str, set[int]] = defaultdict(set)
    _collected.waiting = waiting
    try:
        yield
    finally:
        _collected.waiting = None
    for type_name, pks in sorted(waiting.items()):
        touch(type_name, pks)


def touch_objects(objects: Iterable[tuple[str, int]]) -> None:
    """`touch` for objects of several types."""
    by_type: dict[str, set[int]] = {}
    for type_name, pk in objects:
        by_type.setdefault(type_name, set()).add(pk)
    for type_name in sorted(by_type):
        touch(type_name, by_type[type_name])


def _touch(type_name: str, pks: list[int]) -> None:
    rows = Q(object_type=type_name, object_pk__in=pks)
    change = {"version": F("version") + 1, "due_at": timezone.now(), "attempts": 0}
    with transaction.atomic():
        if OutboxRow.objects.filter(rows).update(**change) < len(pks):
            # First the rows, then their version: of two transactions that make the same row, the
            # one that comes second must still count its change. Counting one twice is harmless.
            OutboxRow.objects.bulk_create(
                [OutboxRow(object_type=type_name, object_pk=pk) for pk in pks],
                ignore_conflicts=True,
            )
            OutboxRow.objects.filter(rows).update(**change)
