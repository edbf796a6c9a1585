"""Show the permission matrix, or write it into the documentation."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from network_core.tenancy.rendering import permissions_page


class Command(BaseCommand):
    """`manage.py permissions [--write]`"""

    help = "Show who may do what; --write puts it into docs/permissions.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One switch."""
        parser.add_argument("--write", action="store_true", help="write docs/permissions.md")

    def handle(self, *args: Any, **options: Any) -> None:
        """Render and print, or write."""
        page = permissions_page()
        if options["write"]:
            (settings.BASE_DIR / "docs" / "permissions.md").write_text(page, encoding="utf-8")
        else:
            self.stdout.write(page)
