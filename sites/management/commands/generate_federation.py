import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from sites.federation.generate import generate, has_content
from sites.federation.plan import Plan


class Command(BaseCommand):
    help = (
        "Make up networks, partners and offers with all around them, for trying and measuring. "
        "Afterwards: manage.py search_index, if they are to be found."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much, and the seed that makes it the same again."""
        usual = Plan()
        for name in ("networks", "offers", "partners", "seed", "years"):
            parser.add_argument(f"--{name}", type=int, default=getattr(usual, name))
        parser.add_argument(
            "--beside-real-content",
            action="store_true",
            help="also in a database that has networks, partners or offers already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where real content is, unless asked to do it all the same."""
        if has_content() and not options["beside_real_content"]:
            raise CommandError(
                "This database has content. Made-up records among it cannot be taken out again "
                "easily; if you mean it, add --beside-real-content."
            )
        begin = time.monotonic()
        plan = Plan(
            *(options[name] for name in ("networks", "offers", "partners", "seed", "years"))
        )
        try:
            made = generate(plan)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            # The planner knows nothing yet of what was written in one go.
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        for name, number in sorted(made.items()):
            self.stdout.write(f"{number:>9,} {name}")
        self.stdout.write(f"{time.monotonic() - begin:>9.1f} seconds")
