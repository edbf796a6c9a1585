from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from network_core.networks.models import Network
from network_core.opendata.importing.report import report_lines
from network_core.opendata.importing.run import HSDS_SOURCE, import_hsds
from network_core.opendata.importing.terms import MappingError, read_mapping


class Command(BaseCommand):
    help = "Import partners and offers from HSDS 3 JSON; see docs/import-export.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("path", type=Path, help="a file, or a folder with one file per list")
        parser.add_argument("--network", required=True, help="slug of the network that will own it")
        parser.add_argument(
            "--source", default=HSDS_SOURCE, help="name of the source; ids are unique within it"
        )
        parser.add_argument("--terms", type=Path, help="file that says what foreign terms mean")
        parser.add_argument("--dry-run", action="store_true", help="only report, change nothing")
        parser.add_argument(
            "--example", action="store_true", help="mark new records as invented examples"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and report; exit with an error when nothing was written because of errors."""
        try:
            network = Network.objects.get(slug=options["network"])
        except Network.DoesNotExist as error:
            raise CommandError(f"There is no network {options['network']!r}.") from error
        with override("de"):
            try:
                mapping = read_mapping(options["terms"].read_bytes()) if options["terms"] else None
                report = import_hsds(
                    options["path"],
                    network,
                    source=options["source"],
                    mapping=mapping,
                    as_example=options["example"],
                    dry_run=options["dry_run"],
                )
            except (MappingError, OSError) as error:
                raise CommandError(str(error)) from error
            for line in report_lines(report, verbose=options["verbosity"] > 1):
                self.stdout.write(line)
        if report.problems.errors:
            raise CommandError("Nothing was imported.")
