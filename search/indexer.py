"""Outbox → index.

The indexer reads the present state of every object whose row is due, writes or removes its
documents, and only then marks the row as done for the version it had before reading. Killed at
any point, the row is still pending and the same is done again. Two indexers do no harm: the
engine lets one of them write at a time, and each reads only when it is its turn.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain, islice

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import F
from django.utils import timezone

from search.analysis.dictionary import warm_up
from search.documents import split_key
from search.engines.base import EngineBusyError, EngineError, ObjectState
from search.engines.current import current_engine
from search.engines.digest import digest
from search.models import GIVE_UP_AFTER, OutboxRow
from search.outbox import touch_objects
from search.outbox.wake import bell
from search.processes import rarely_tidied
from search.states import every_state, readable_states

logger = logging.getLogger(__name__)

BATCH = 200
BATCH_OF_CHANGES = 250
POLL_SECONDS = 1.0
MAX_WAIT = timedelta(hours=1)
MARGIN = timedelta(minutes=20)
"""A change noted earlier is committed by now, also where clocks differ by some minutes: the
time-outs of the database end what is longer."""


def index_pending(limit: int = BATCH) -> int:
    """Index up to `limit` due objects; how many were done.

    Raises EngineError if the engine is down or busy: the rows then wait as they are.
    """
    engine = current_engine()
    if not engine.is_current():
        rebuild()
    if not OutboxRow.objects.due().exists():
        return 0
    batch = _Batch(limit)
    refused = engine.apply(batch.states())
    return batch.finish(refused)


def index_all_pending() -> int:
    """Index until nothing is due; how many objects were done."""
    total = 0
    while done := index_pending():
        total += done
    return total


class _Batch:
    """Due rows, read while the engine lets nobody else write.

    Read any earlier, another indexer could write a newer state in between, and this one would
    put the older state over it.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._rows: list[OutboxRow] = []
        self._failed: dict[str, str] = {}

    def states(self) -> Iterator[ObjectState]:
        """The present states; first the rows are read, then what they are about."""
        self._rows = list(OutboxRow.objects.due()[: self._limit])
        versions = {row.key: row.version for row in self._rows}
        by_type: dict[str, list[int]] = defaultdict(list)
        for row in self._rows:
            by_type[row.object_type].append(row.object_pk)
        for type_name, pks in by_type.items():
            found, failed = readable_states(type_name, pks, versions)
            self._failed.update(failed)
            yield from found.values()

    def finish(self, refused: Mapping[str, str]) -> int:
        """Mark what was written as done, and postpone what could not be read or was refused."""
        failed = {**self._failed, **refused}
        done = 0
        for row in self._rows:
            if row.key in failed:
                _postpone(row, failed[row.key])
            else:
                # A row that has changed again since it was read stays pending.
                done += OutboxRow.objects.filter(pk=row.pk, done_version__lt=row.version).update(
                    done_version=row.version, attempts=0, last_error=""
                )
        return done


def _postpone(row: OutboxRow, error: str) -> None:
    attempts = row.attempts + 1
    wait = min(timedelta(seconds=2**attempts), MAX_WAIT) if attempts < GIVE_UP_AFTER else MAX_WAIT
    if attempts == GIVE_UP_AFTER:
        logger.error("%s could not be indexed %d times: %s", row.key, attempts, error)
    # Only if nothing has changed since: a new version is due at once.
    OutboxRow.objects.filter(pk=row.pk, version=row.version).update(
        attempts=attempts, due_at=timezone.now() + wait, last_error=error[:2000]
    )


# --- everything -----------------------------------------------------------------------------


def rebuild(processes: int = 1) -> int:
    """A new index from the database takes the old one's place; how many documents it holds.

    Searches are answered from the old index until then. Changes made meanwhile stay in the outbox
    and are indexed afterwards. Where another indexer can go on writing to the old index, what it
    wrote there is written to the new one before it answers, and noted again when it does.

    A large database may be read by several processes, in the same order.
    """
    start = timezone.now()
    pending = list(OutboxRow.objects.pending().values_list("pk", "version"))
    engine = current_engine()
    refused: dict[str, str] = {}
    states = every_state(processes)
    if not engine.rebuild_is_exclusive:
        states = chain(states, _states_changed_since(start))
    with rarely_tidied():
        count = engine.rebuild(states, refused)
    if not engine.rebuild_is_exclusive:
        _touch_what_was_done_since(start)
    # What was pending before is in the new index; what changed again meanwhile stays pending.
    for pk, version in pending:
        OutboxRow.objects.filter(pk=pk, version=version).update(
            done_version=F("version"), attempts=0, last_error=""
        )
    # Tried once more by themselves they say why, and stand among what has failed.
    touch_objects(_known(refused))
    return count


def _states_changed_since(start: datetime) -> Iterator[ObjectState]:
    changed = OutboxRow.objects.filter(due_at__gte=start - MARGIN).order_by("pk").iterator()
    while rows := list(islice(changed, BATCH_OF_CHANGES)):
        versions = {row.key: row.version for row in rows}
        by_type: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            by_type[row.object_type].append(row.object_pk)
        for type_name, pks in by_type.items():
            # What cannot be read stays pending, and says why when its turn comes.
            yield from readable_states(type_name, pks, versions)[0].values()


def _touch_what_was_done_since(start: datetime) -> None:
    """Note once more what may have gone to the old index only."""
    done = OutboxRow.objects.filter(due_at__gte=start - MARGIN, done_version=F("version"))
    touch_objects(list(done.values_list("object_type", "object_pk")))


def reconcile() -> dict[str, str]:
    """Compare index and database and put every difference into the outbox.

    Returns the differing objects: "missing", "surplus" or "outdated". Objects that wait in the
    outbox anyway are no difference.
    """
    engine = current_engine()
    if not engine.is_current():
        rebuild()
        return {}
    indexed = dict(engine.digests())
    waiting = {row.key for row in OutboxRow.objects.pending().only("object_type", "object_pk")}
    differences: dict[str, str] = {}
    for state in every_state():
        known = indexed.pop(state.object, None)
        if known != digest(state):
            differences[state.object] = "missing" if known is None else "outdated"
    differences.update(dict.fromkeys(indexed, "surplus"))
    differences = {key: what for key, what in differences.items() if key not in waiting}
    touch_objects(_known(differences))
    return differences


def _known(keys: Iterable[str]) -> Iterator[tuple[str, int]]:
    for key in keys:
        yield split_key(key)


# --- running --------------------------------------------------------------------------------


def run_forever(stop: threading.Event | None = None) -> None:
    """Index whatever becomes due until `stop` is set; waits longer while something is wrong."""
    stop = stop or threading.Event()
    warm_up()
    failures = 0
    while not stop.is_set():
        bell.clear()
        try:
            close_old_connections()
            index_all_pending()
            failures = 0
        except EngineBusyError:
            failures = 0
        except (EngineError, DatabaseError, OSError) as error:
            failures += 1
            logger.warning("The indexer waits: %s", error)
        except Exception:
            failures += 1
            logger.exception("The indexer waits after an error.")
        bell.wait(min(POLL_SECONDS * 2**failures, 60.0))
    connection.close()
