"""The background work of the demo: jobs and search index, in threads of the server's process.

In production both are processes of their own (see docs/operations.md).
"""

from __future__ import annotations

import atexit
import threading

STOP_SECONDS = 10.0


def start() -> None:
    """Start both; when the process exits each first finishes what it has in hand."""
    # Imported late: gunicorn reads this module before Django is set up.
    from network_core.jobs import runner
    from search import indexer
    from search.analysis.dictionary import warm_up
    from search.outbox.wake import wake

    stop = threading.Event()

    def index() -> None:
        warm_up()
        indexer.run_forever(stop)

    def end() -> None:
        stop.set()
        wake()
        thread.join(STOP_SECONDS)

    thread = threading.Thread(target=index, name="indexer", daemon=True)
    thread.start()
    atexit.register(end)
    runner.start_thread()
