"""How fast the search is on a made-up federation, beside the bare engine in the same run.

`make bench` runs it for both engines; by itself: `python -m tests.benchmarks.search --help`.
Wall time and processor time are told apart, since a machine may have other things to do. What
makes up data and rebuilds runs apart, so that this process takes the memory that a web worker does.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from infra.quality.installation import installation
from search.processes import rarely_tidied, spread

JUDGED = Path(__file__).parents[1] / "data" / "corpus" / "queries.dev.json"
RAW_STATES = 3_000
ASKED_ON = 4
"""So many networks' sites are asked each question."""


@dataclass
class Clock:
    """Wall time and time of the processor, of this process and what it has started."""

    wall: float = 0.0
    cpu: float = 0.0

    @staticmethod
    def now() -> tuple[float, float]:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return time.perf_counter(), sum(each.ru_utime + each.ru_stime for each in used)

    def add(self, begin: tuple[float, float]) -> None:
        wall, cpu = self.now()
        self.wall += wall - begin[0]
        self.cpu += cpu - begin[1]


@dataclass
class Measured:
    """All times of one kind, in milliseconds."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, clock: Clock) -> None:
        self.wall.append(clock.wall * 1_000)
        self.cpu.append(clock.cpu * 1_000)


def main() -> None:
    """Measure one engine and print what was measured."""
    options = _options()
    with ExitStack() as stack:
        folder = options.data or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="search-bench-"))
        )
        stack.enter_context(installation(folder.resolve(), options.engine))
        print(f"\n{options.engine}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        for work in (_fill, _rebuild):
            list(spread(work, [options], 1))
        _search()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.benchmarks.search", description=__doc__)
    parser.add_argument("--engine", choices=["embedded", "elasticsearch"], default="embedded")
    parser.add_argument("--offers", type=int, default=100_000)
    parser.add_argument("--networks", type=int, default=102)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--data", type=Path, help="a folder to keep and use again what is made up")
    parser.add_argument("--keep-index", action="store_true", help="only search, if there is one")
    return parser.parse_args()


def _fill(options: argparse.Namespace) -> None:
    from django.core.management import call_command

    from network_core.directory.models import Offer

    call_command("migrate", interactive=False, verbosity=0)
    if not Offer.objects.exists():
        call_command(
            "generate_federation",
            offers=options.offers,
            networks=options.networks,
            partners=max(1, options.offers // 10),
            stdout=sys.stderr,
        )
    print(f"{Offer.objects.count():,} offers")


# --- building -------------------------------------------------------------------------------


def _rebuild(options: argparse.Namespace) -> None:
    from search import indexer
    from search.engines.current import current_engine
    from search.states import every_state

    engine = current_engine()
    if options.keep_index and engine.is_current():
        return
    ready = list(islice(every_state(), RAW_STATES))
    bare = Clock()
    gc.freeze()
    begin = Clock.now()
    with rarely_tidied():
        count = engine.rebuild(ready)
    bare.add(begin)
    _print_rate("engine alone", count, bare)
    del ready
    whole = Clock()
    begin = Clock.now()
    count = indexer.rebuild(options.processes)
    whole.add(begin)
    _print_rate(f"rebuild, {options.processes} reading", count, whole)


def _print_rate(label: str, count: int, clock: Clock) -> None:
    print(
        f"{label:<28}{count:>9,} documents {clock.wall:>8.1f} s {count / clock.wall:>7,.0f}/s"
        f"   processor {clock.cpu:>7.1f} s {count / clock.cpu:>7,.0f}/s",
        flush=True,
    )


# --- searching ------------------------------------------------------------------------------


def _questions() -> Iterator[str]:
    """What people type, what the offers are called, and places, misspelled and in sentences."""
    from network_core.directory.models import Offer, OfferPlace

    for each in json.loads(JUDGED.read_text("utf-8")):
        if each["language"] == "de":
            yield each["q"]
    towns = OfferPlace.objects.order_by("pk").values_list("city", "postal_code")[:400:20]
    titles = Offer.objects.order_by("pk").values_list("title", flat=True)[:2000:100]
    for title, (town, postcode) in zip(titles, towns, strict=False):
        subject = title.partition(": ")[2] or title
        yield subject
        yield f"{subject.partition(' in ')[0]} {postcode}"
        yield f"{subject[:3]}{subject[4:]} {town}"


def _search() -> None:
    from django.db import connection
    from django.http import HttpResponse
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext
    from django.urls import get_resolver
    from django.utils import timezone, translation

    from network_core.networks.models import Network
    from search import views
    from search.engines.current import current_engine
    from search.query import service
    from search.readiness import get_ready

    list(get_resolver().url_patterns)
    get_ready()
    engine = current_engine()
    asked: list[Any] = []
    in_engine = Clock()
    real_search = engine.search

    def timed(request: Any) -> Any:
        asked.append(request)
        begin = Clock.now()
        try:
            return real_search(request)
        finally:
            in_engine.add(begin)

    engine.search = timed  # type: ignore[method-assign]
    # Everything but the template.
    views.render = lambda *args, **kwargs: HttpResponse()
    # What holds now is kept by an engine for this minute: both ask in the same one.
    now = service.minute(timezone.now())
    service.minute = lambda moment: now
    factory = RequestFactory()
    networks = list(Network.objects.filter(is_umbrella=False).order_by("pk")[:ASKED_ON])
    questions = list(dict.fromkeys(_questions()))

    def page(network: Network, question: str) -> None:
        request = factory.get("/de/suche/", {"q": question})
        request.network = network  # type: ignore[attr-defined]
        with translation.override("de"):
            views.results(request)

    queries = []
    view, engines, bare = Measured(), Measured(), Measured()
    for number, network in enumerate(networks):
        # The first round fills what every process keeps, and tells what the engine is asked.
        requests = []
        for question in questions:
            asked.clear()
            with CaptureQueriesContext(connection) as captured:
                page(network, question)
            queries.append(len(captured))
            requests.append(tuple(asked))
        for place, question in enumerate(questions):
            alone = _alone(engine, requests[place])
            # Who asks second finds what the engine has kept: so they take turns.
            is_first = bool((number + place) % 2)
            if is_first:
                bare.add(_timed(alone))
            in_engine.wall = in_engine.cpu = 0.0
            view.add(_timed(partial(page, network, question)))
            engines.add(in_engine)
            if not is_first:
                bare.add(_timed(alone))
    print(f"{len(view.wall)} questions")
    _print_times("whole view, no template", view)
    _print_times("  inside of the engine's port", engines)
    _print_times("engine alone, same questions", bare)
    _print_ratios(engine, view, bare)
    usual, most = statistics.median(queries), max(queries)
    print(f"queries per page: {usual:.0f}, at most {most} (with what a process has to read first)")
    print("memory: " + ", ".join(f"{name} {size} MB" for name, size in _memory().items()))


def _print_ratios(engine: Any, view: Measured, bare: Measured) -> None:
    """What is not the engine's own work is ours: the building of its question and the reading of
    its answer, too."""
    for kind in ("wall", "cpu"):
        whole, alone = sum(getattr(view, kind)), sum(getattr(bare, kind))
        print(f"(view - engine alone) / engine alone, {kind}: {(whole - alone) / alone:.2f}")


def _memory() -> dict[str, int]:
    """Megabytes that this process has in memory, and how many of them are files (the index, say),
    which the system takes back when it needs the room."""
    status = Path("/proc/self/status")
    if not status.exists():
        return {"at most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
    names = {"VmRSS": "all", "RssAnon": "own", "RssFile": "files"}
    rows = (line.split() for line in status.read_text("ascii").splitlines())
    return {names[row[0][:-1]]: int(row[1]) // 1024 for row in rows if row[0][:-1] in names}


def _timed(work: Callable[[], None]) -> Clock:
    clock = Clock()
    begin = Clock.now()
    work()
    clock.add(begin)
    return clock


def _alone(engine: Any, requests: Iterable[Any]) -> Callable[[], None]:
    """All that a page asks, one after the other."""
    asks = [_ready(engine, request) for request in requests]

    def ask() -> None:
        for each in asks:
            each()

    return ask


def _ready(engine: Any, request: Any) -> Callable[[], Any]:
    """The same question asked of the engine's own client, ready made."""
    from search.engines.embedded import EmbeddedEngine
    from search.engines.order import FACET_WINDOW, WINDOW

    if isinstance(engine, EmbeddedEngine):
        from search.engines import tantivy_query

        generation = engine._generation()
        assert generation is not None
        searcher = generation.searcher()
        clauses = tantivy_query.Clauses(engine._schema, request)
        query, counted = clauses.for_hits(), clauses.for_counts(request.selections)
        wanted = {
            facet.name: {"terms": {"field": facet.field, "size": FACET_WINDOW}}
            for facet in request.facets
        }

        def ask_tantivy() -> None:
            searcher.search(query, limit=WINDOW, count=True)
            searcher.aggregate(counted, wanted)

        return ask_tantivy
    from search.engines.elastic import query as elastic_query

    body = elastic_query.whole(engine._searcher, engine.alias, request).to_dict()
    client = engine._searcher.options(request_timeout=60.0)
    return lambda: client.search(index=engine.alias, **_named(body))


def _named(body: dict[str, Any]) -> dict[str, Any]:
    """The parts of a question as the client calls them."""
    names = {"from": "from_", "_source": "source"}
    return {names.get(name, name): value for name, value in body.items()}


def _print_times(label: str, times: Measured) -> None:
    line = f"{label:<30}"
    for kind in ("wall", "cpu"):
        values = sorted(getattr(times, kind))
        middle, late = statistics.median(values), values[int(len(values) * 0.95)]
        mean = statistics.mean(values)
        line += f"  {kind} mean {mean:>5.1f} p50 {middle:>5.1f} p95 {late:>5.1f} ms"
    print(line)


if __name__ == "__main__":
    main()
