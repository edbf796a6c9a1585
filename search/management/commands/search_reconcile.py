"""Find and repair differences between database and search index."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import indexer
from search.engines.base import EngineError


class Command(BaseCommand):
    """`manage.py search_reconcile`: for changes that went past every signal."""

    help = "Compares the search index with the database and repairs every difference."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, repair, and say what was found."""
        try:
            indexer.index_all_pending()
            differences = indexer.reconcile()
            indexer.index_all_pending()
        except EngineError as error:
            raise CommandError(f"The index cannot be written: {error}") from error
        counted = Counter(differences.values())
        found = ", ".join(f"{count} {what}" for what, count in sorted(counted.items()))
        self.stdout.write(f"{len(differences)} differences{f' ({found})' if found else ''}.")
