"""The OpenAPI document of the search, as it is kept in tests/data."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from search.api.views import schema


class Command(BaseCommand):
    """Print the document: `manage.py search_openapi > tests/data/openapi/search.json`."""

    help = "Print the OpenAPI document of the search."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False, sort_keys=True))
