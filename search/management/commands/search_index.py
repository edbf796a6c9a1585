"""Build the whole search index anew."""

from __future__ import annotations

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import indexer
from search.engines.base import EngineError
from search.lists.records import complete_words
from search.processes import settle


class Command(BaseCommand):
    """`manage.py search_index`: search goes on with the old index until the new one is ready."""

    help = "Rebuilds the search index from the database without interrupting search."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many processes read; by default one per processor."""
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="so many processes read a large database (default: one per processor)",
        )

    def handle(self, *args: Any, processes: int, **options: Any) -> None:
        """Rebuild, then index what changed meanwhile."""
        start = time.monotonic()
        settle()
        try:
            count = indexer.rebuild(processes)
            indexer.index_all_pending()
            complete_words()
        except EngineError as error:
            raise CommandError(f"The index cannot be written: {error}") from error
        self.stdout.write(f"{count} documents in {time.monotonic() - start:.1f} s.")
