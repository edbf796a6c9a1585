"""Measure the answers of the search against judged queries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network_core.networks.models import Network
from search.engines.base import EngineError
from search.evaluation.figures import report
from search.evaluation.judged import JudgedQueriesError, read_judged
from search.evaluation.run import run


class Command(BaseCommand):
    """`manage.py search_quality FILE`: on the data and the index of this installation."""

    help = "Asks judged queries on the umbrella's site and prints rankings and figures as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file of queries, and the site to ask on."""
        parser.add_argument("queries", type=Path, help="a file of judged queries (JSON)")
        parser.add_argument(
            "--network", help="ask on the site of this network (slug) instead of the umbrella's"
        )

    def handle(self, *args: Any, queries: Path, network: str | None, **options: Any) -> None:
        """Ask and print."""
        slug = {"slug": network} if network else {"is_umbrella": True}
        asked_on = Network.objects.select_related("site__root_page").filter(**slug).first()
        if asked_on is None:
            raise CommandError(f"There is no network {network}." if network else "No umbrella yet.")
        try:
            rankings = run(read_judged(queries), asked_on)
        except (JudgedQueriesError, EngineError) as error:
            raise CommandError(str(error)) from error
        answer = {
            "queries": [
                {"id": each.judged.id, "total": each.total, "ranking": list(each.slugs)}
                for each in rankings
            ],
            "figures": report(rankings),
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
