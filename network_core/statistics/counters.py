"""`count()`: one more. It never waits for the database, never raises, and stores nobody.

Counts are collected in the process and written every few seconds by a thread. What is lost when
the process is killed are the counts of these seconds.
"""

import atexit
import logging
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from network_core.statistics.keys import clean_key
from network_core.statistics.kinds import KINDS
from network_core.statistics.models import DailyCount
from network_core.statistics.storage import Slot, add

if TYPE_CHECKING:
    from network_core.networks.models import Network

logger = logging.getLogger(__name__)

DEFAULT_FLUSH_SECONDS = 10.0
# So many different things may wait while the database is away; what is new after that is dropped.
MAX_WAITING = 20_000


class _Buffer:
    """The counts that have not been written yet, and the thread that writes them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Slot] = Counter()
        self._thread: threading.Thread | None = None
        self._writes_at_exit = False

    def add(self, slot: Slot, number: int = 1, *, write_after: float = 0) -> bool:
        """Add to a slot; False if there is no room for a new one.

        With `write_after` a thread writes what waits after so many seconds.
        """
        with self._lock:
            if slot not in self._counts and len(self._counts) >= MAX_WAITING:
                return False
            self._counts[slot] += number
            if write_after > 0 and (self._thread is None or not self._thread.is_alive()):
                self._start(write_after)
        return True

    def take(self) -> Counter[Slot]:
        """Everything that waits; the buffer is empty afterwards."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        return counts

    def _start(self, seconds: float) -> None:
        self._thread = threading.Thread(
            target=self._write, args=(seconds,), name="statistics", daemon=True
        )
        self._thread.start()
        if not self._writes_at_exit:
            atexit.register(flush)
            self._writes_at_exit = True

    def _write(self, seconds: float) -> None:
        """Write every few seconds until nothing waits; the next count starts a new thread."""
        while True:
            time.sleep(seconds)
            try:
                flush()
            except Exception:
                logger.exception("Writing the counts failed.")
            finally:
                # Between two writes a connection of this thread would only be one that breaks.
                connection.close()
            with self._lock:
                if not self._counts:
                    self._thread = None
                    return


_buffer = _Buffer()


def count(kind: str, network: "Network | None", key: str = "", language: str = "") -> bool:
    """Count one `kind` for `network` today. False if it was not counted.

    Refused are keys that look like a mail address or a telephone number. An unknown kind is an
    error of the programmer: it is logged, and raised in no request.
    """
    try:
        if network is None or network.pk is None:
            return False
        if kind not in KINDS:
            logger.error("Nothing is counted as %r: it is not in the list of kinds.", kind)
            return False
        stored_key = clean_key(key)
        if stored_key is None:
            return False
        slot = Slot(timezone.localdate(), network.pk, kind, stored_key, language[:15])
        seconds = float(getattr(settings, "STATISTICS_FLUSH_SECONDS", DEFAULT_FLUSH_SECONDS))
        counted = _buffer.add(slot, write_after=seconds)
    except Exception:
        logger.exception("Counting %s failed.", kind)
        return False
    return counted


def flush() -> int:
    """Write what waits; how many counts were written. What cannot be written waits on."""
    counts = _buffer.take()
    if not counts:
        return 0
    try:
        network_model = DailyCount._meta.get_field("network").related_model
        existing = set(
            network_model._default_manager.filter(
                pk__in={slot.network_id for slot in counts}
            ).values_list("pk", flat=True)
        )
        counts = Counter({slot: n for slot, n in counts.items() if slot.network_id in existing})
        add(DailyCount, "day", counts)
    except DatabaseError:
        logger.warning("Counts could not be written and wait for the next time.", exc_info=True)
        for slot, number in counts.items():
            _buffer.add(slot, number)
        return 0
    return counts.total()


def discard() -> None:
    """Throw away what waits to be written."""
    _buffer.take()
