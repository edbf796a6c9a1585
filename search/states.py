"""The present state of objects, read from the database: of some, or of all that there are.

Reading and analysing everything takes one processor some minutes for a hundred thousand objects.
So a rebuild may be read by several processes; what they read is the same, in the same order.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from django.db import DatabaseError, connection

from search.documents import all_sources, object_key, source_for, split_key
from search.engines.base import IndexDocument, ObjectState
from search.outbox import touch_objects
from search.processes import spread

logger = logging.getLogger(__name__)

BATCH = 250
WORTH_PROCESSES = 20
"""With fewer batches the processes would take longer to start than to read."""

Batch = tuple[str, list[int]]
Found = tuple[dict[str, ObjectState], dict[str, str]]
"""The states that could be read, and why the others could not."""


def readable_states(type_name: str, pks: Sequence[int], versions: Mapping[str, int]) -> Found:
    """Key → present state of objects of one type, with these versions; 0 where there is none.

    And of those that cannot be read, why: one must not hold up the others.
    """
    try:
        return _states(type_name, pks, versions), {}
    except DatabaseError:
        raise
    except Exception:
        return _one_by_one(type_name, pks, versions)


def _states(
    type_name: str, pks: Sequence[int], versions: Mapping[str, int]
) -> dict[str, ObjectState]:
    documents: dict[int, tuple[IndexDocument, ...]] = {}
    if type_name in all_sources():
        documents = dict(source_for(type_name).documents(pks))
    keys = {pk: object_key(type_name, pk) for pk in pks}
    return {
        keys[pk]: ObjectState(keys[pk], versions.get(keys[pk], 0), documents.get(pk, ()))
        for pk in pks
    }


def _one_by_one(type_name: str, pks: Sequence[int], versions: Mapping[str, int]) -> Found:
    found: dict[str, ObjectState] = {}
    failed: dict[str, str] = {}
    for pk in pks:
        try:
            found.update(_states(type_name, [pk], versions))
        except DatabaseError:
            raise
        except Exception as error:
            key = object_key(type_name, pk)
            logger.exception("%s cannot be indexed.", key)
            failed[key] = f"{type(error).__name__}: {error}"
    return found, failed


# --- everything -----------------------------------------------------------------------------


def every_state(processes: int = 1) -> Iterator[ObjectState]:
    """The present state of every object that can be found, in batches of bounded size.

    One that cannot be read is left out, and noted as changed: its row then tells why. With several
    processes each reads on a connection of its own. Inside a transaction only this one reads: the
    others would not see what it has not committed.
    """
    batches = _batches()
    first = list(islice(batches, WORTH_PROCESSES))
    is_worth_it = len(first) == WORTH_PROCESSES and not connection.in_atomic_block
    every = chain(first, batches)
    is_spread = processes > 1 and is_worth_it
    read = spread(_read, every, processes) if is_spread else map(_read, every)
    for states, failed in read:
        touch_objects(split_key(key) for key in failed)
        yield from states


def _batches() -> Iterator[Batch]:
    for type_name, source in all_sources().items():
        pks = iter(source.pks())
        while batch := list(islice(pks, BATCH)):
            yield type_name, batch


def _read(batch: Batch) -> tuple[list[ObjectState], dict[str, str]]:
    states, failed = readable_states(*batch, {})
    return [state for state in states.values() if state.documents], failed
