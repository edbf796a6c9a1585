"""`make -s quality QUERIES=FILE`: judged queries against a fresh installation with a corpus.

The scratch installation has the seeded networks without their content, the product's taxonomy and
its lists of other words, and the corpus. It lies in a temporary folder and is gone afterwards.
Standard output holds the JSON of `manage.py search_quality` and nothing else. With the engine
`elasticsearch` the server of `ELASTICSEARCH_URL` is asked, or one that is started for just this.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, date, datetime, time
from pathlib import Path

from infra.installation.paths import ROOT
from infra.installation.problem import SetupError, report
from infra.quality.installation import installation

CORPUS = ROOT / "tests" / "data" / "corpus"
AS_OF = date(2026, 11, 22)
"""The day that the judgements of the corpus speak of: what had expired by then is not judged."""


def main() -> None:
    """Measure; raise `SetupError` where that cannot be done, whatever the figures are."""
    options = _options()
    for path, is_there in ((options.queries, Path.is_file), (options.corpus, Path.is_dir)):
        if not is_there(path):
            raise SetupError(f"{path} is not there.")
    with (
        tempfile.TemporaryDirectory(prefix="search-quality-") as folder,
        installation(Path(folder), options.engine),
    ):
        _measure(options)


def _measure(options: argparse.Namespace) -> None:
    from django.core.management import CommandError, call_command

    from search.engines.base import EngineError

    try:
        with stopped_clock(options.as_of):
            with redirect_stdout(sys.stderr):
                _prepare(options.corpus)
            call_command("search_quality", str(options.queries))
    except CommandError as error:
        raise SetupError(str(error)) from error
    except EngineError as error:
        raise SetupError(f"The search engine ({options.engine}) cannot be used: {error}") from error


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="infra.quality", description=__doc__)
    parser.add_argument("queries", type=Path, help="judged queries (JSON)")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="one folder per network (HSDS)")
    parser.add_argument("--engine", choices=["embedded", "elasticsearch"], default="embedded")
    parser.add_argument("--as-of", type=date.fromisoformat, default=AS_OF, help="YYYY-MM-DD")
    options = parser.parse_args()
    options.queries = options.queries.resolve()
    options.corpus = options.corpus.resolve()
    return options


@contextmanager
def stopped_clock(day: date) -> Iterator[None]:
    """Let it be noon of that day for everything that asks Django for the time."""
    from django.utils import timezone

    moment = datetime.combine(day, time(12), UTC)
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real


def _prepare(corpus: Path) -> None:
    from django.core.management import call_command

    from network_core.networks.models import Network
    from network_core.places.loading import load_places
    from network_core.taxonomy.loading import load_taxonomy
    from search import indexer
    from search.curation.loading import load_words
    from sites.provisioning.files import network_folders, read_toml
    from sites.provisioning.provision import Blueprint, provision

    call_command("migrate", interactive=False, verbosity=0)
    load_taxonomy()
    load_places()
    blueprints = []
    for folder in network_folders():
        facts = {"slug": folder.name} | read_toml(folder / "network.toml")
        facts["languages"] = ["de"]  # so are the questions
        # Without its content there is nothing that a network's selection could choose from.
        facts.pop("selection", None)
        host = f"{facts['host']}.localhost" if facts.get("host") else f"{facts['slug']}.localhost"
        blueprints.append(Blueprint(facts, None, host, 80))
    provision(blueprints)
    load_words()
    for network in Network.objects.order_by("pk"):
        if (corpus / network.slug).is_dir():
            call_command("import_hsds", str(corpus / network.slug), network=network.slug)
    indexer.rebuild()


if __name__ == "__main__":
    report(main)
