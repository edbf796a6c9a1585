"""Index what has changed."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import indexer
from search.engines.base import EngineError
from search.outbox.wake import wake


class Command(BaseCommand):
    """`manage.py index_outbox`: once until nothing is due, or for ever."""

    help = "Writes changed pages, offers, partners, pathways and events into the search index."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--forever`."""
        parser.add_argument(
            "--forever", action="store_true", help="Keep running and index changes as they come."
        )

    def handle(self, *args: Any, forever: bool = False, **options: Any) -> None:
        """Index."""
        if forever:
            stop = threading.Event()

            def end(*_: object) -> None:
                stop.set()
                wake()

            signal.signal(signal.SIGTERM, end)
            signal.signal(signal.SIGINT, end)
            indexer.run_forever(stop)
            return
        try:
            count = indexer.index_all_pending()
        except EngineError as error:
            raise CommandError(f"The index cannot be written: {error}") from error
        self.stdout.write(f"{count} objects indexed.")
