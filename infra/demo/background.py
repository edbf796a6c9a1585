"""The background work of the demo: jobs and search index, in threads of the server's process.

In production both are processes of their own (see docs/operations.md).
"""

from __future__ import annotations


def start() -> None:
    """Start both; each ends by itself, with what it has in hand done, when the process exits."""
    # Imported late: gunicorn reads this module before Django is set up.
    from network_core.jobs import runner
    from search import indexer

    indexer.start_thread()
    runner.start_thread()
