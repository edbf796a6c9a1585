from typing import Any

from django.core.management.base import BaseCommand

from network_core.taxonomy.loading import load_taxonomy


class Command(BaseCommand):
    help = "Create the schemes and terms of the product's taxonomy that do not exist yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how many terms are new."""
        created = load_taxonomy()
        self.stdout.write(f"Taxonomy: {created} new terms.")
