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
    from search.outbox.wake import wake
    from search.readiness import get_ready

    stop = threading.Event()

    def end() -> None:
        stop.set()
        wake()
        thread.join(STOP_SECONDS)

    thread = threading.Thread(target=indexer.run_forever, args=[stop], name="indexer", daemon=True)
    thread.start()
    threading.Thread(target=get_ready, name="search", daemon=True).start()
    atexit.register(end)
    runner.start_thread()
