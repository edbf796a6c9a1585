"""Say how a question is understood and why each hit stands where it does."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network_core.networks.models import Network
from search.documents.base import HitContext
from search.engines.base import EngineError
from search.query.explain import explain
from search.query.request import Question


class Command(BaseCommand):
    """`manage.py search_explain "unterhalt zahlt nicht" --network goettingen`."""

    help = "Explains how a search is understood and why each hit stands where it does."

    def add_arguments(self, parser: CommandParser) -> None:
        """The question, and where it is asked."""
        parser.add_argument("query")
        parser.add_argument("--network", help="slug of the network whose site is asked on")
        parser.add_argument("--language", default="de")
        parser.add_argument("--type", action="append", help="only hits of this type")
        parser.add_argument("--limit", type=int, default=5)

    def handle(self, *args: Any, query: str, **options: Any) -> None:
        """Explain on standard output."""
        slug = {"slug": options["network"]} if options["network"] else {"is_umbrella": True}
        network = Network.objects.select_related("site__root_page").filter(**slug).first()
        if network is None:
            raise CommandError("There is no such network.")
        chosen = (("type", tuple(options["type"])),) if options["type"] else ()
        try:
            found = explain(
                Question(query, chosen), HitContext(network, options["language"]), options["limit"]
            )
        except EngineError as error:
            raise CommandError(str(error)) from error
        for typed, meant in found.corrections.items():
            self.stdout.write(f"{typed} → {meant}?")
        if found.place:
            self.stdout.write(f"Place: {found.place}")
        for word in found.understood:
            self.stdout.write(f"{word.label} (weight {word.weight})")
            for alternative in word.alternatives:
                self.stdout.write(f"    {alternative}")
        self.stdout.write(f"{found.total} hits")
        for hit in found.hits:
            self.stdout.write(f"{hit.place}. {hit.title} [{hit.object}, {hit.network}] {hit.score}")
            for reason in hit.reasons:
                where = f" ({'; '.join(reason.found_in)})" if reason.found_in else ""
                self.stdout.write(f"    {reason.points:8.2f} {reason.label}{where}")
