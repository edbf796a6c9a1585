from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Site


class Command(BaseCommand):
    help = "Set the port of every site, so that links keep it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The port."""
        parser.add_argument("port", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Save each site, which also forgets the cached addresses."""
        for site in Site.objects.exclude(port=options["port"]):
            site.port = options["port"]
            site.save()
