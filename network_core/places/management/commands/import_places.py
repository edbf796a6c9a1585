from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from network_core.places.loading import SHIPPED, PlacesError, load_places


class Command(BaseCommand):
    help = "Load postcodes with coordinates and keys in the GeoNames format."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "file",
            type=Path,
            nargs="?",
            default=SHIPPED,
            help="default: the postcodes of the networks' regions, which the product ships",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        with override("de"):
            try:
                loaded = load_places(options["file"])
            except PlacesError as error:
                raise CommandError(str(error)) from error
        for line in loaded.skipped:
            self.stdout.write(line)
        self.stdout.write(
            f"Places: {loaded.new} new, {loaded.changed} changed, {loaded.unchanged} unchanged."
        )
