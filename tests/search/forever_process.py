"""The indexer as it runs in production, on a test's database and index."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    """Run until it is told to stop."""
    django.setup()
    settings.SEARCH_INDEX_DIR = Path(os.environ["SEARCH_INDEX_DIR"])
    call_command("index_outbox", "--forever")


if __name__ == "__main__":
    main()
