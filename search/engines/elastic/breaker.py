"""A circuit breaker: after a failure nobody waits for the server again until some time has passed.

Without it every search would wait for its time-out, and a few of them block all web workers.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

from elasticsearch import ApiError, TransportError
from elasticsearch.exceptions import SerializationError

from search.engines.base import EngineError

OPEN_SECONDS = 5.0
"""So long nobody asks after a failure; then one question is let through to try."""

_OVERLOADED = {429, 502, 503, 504}


class CircuitBreaker:
    """Shared by all threads of a process."""

    def __init__(self, open_seconds: float = OPEN_SECONDS) -> None:
        self._open_seconds = open_seconds
        self._lock = threading.Lock()
        self._closed_again_at = 0.0
        self._reason = ""

    @contextlib.contextmanager
    def guarding(self) -> Iterator[None]:
        """Run a call to the server, and read its answer.

        Whatever the server or the way to it does wrong becomes an EngineError. One that speaks of
        a server that is down or overloaded opens the breaker: until it closes again every call is
        refused at once, also with EngineError.
        """
        self._refuse_while_open()
        try:
            yield
        except ApiError as error:
            if error.meta.status in _OVERLOADED:
                self._open(f"{error.meta.status} {error.error}")
            raise EngineError(f"{error.meta.status} {error.error}") from error
        except (TransportError, SerializationError, ValueError) as error:
            self._open(str(error))
            raise EngineError(str(error)) from error
        except (AttributeError, KeyError, TypeError) as error:
            # Something else answers there: a page of a proxy, say.
            self._open("an answer of another kind")
            raise EngineError("the server gave an answer of another kind") from error
        self._reason = ""

    def _refuse_while_open(self) -> None:
        with self._lock:
            now = time.monotonic()
            if not self._reason:
                return
            if now < self._closed_again_at:
                raise EngineError(f"not asked again yet: {self._reason}")
            # This one tries; the others go on without until it has an answer.
            self._closed_again_at = now + self._open_seconds

    def _open(self, reason: str) -> None:
        with self._lock:
            self._reason = reason or "no answer"
            self._closed_again_at = time.monotonic() + self._open_seconds
