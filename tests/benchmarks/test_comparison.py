"""How long the comparison takes with few and with many networks, whole requests, nothing kept.

    python -m infra.checks.with_postgresql pytest -s tests/benchmarks/test_comparison.py

The bars hold for PostgreSQL on two cores that have nothing else to do, as those of the queries for
what is counted; the page of the admin around it is measured besides.
"""

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network_core.networks.models import Network
from network_core.places.loading import load_places
from network_core.taxonomy.loading import load_taxonomy
from network_core.tenancy.models import RoleGroup
from network_core.umbrella.choice import Choice
from network_core.umbrella.comparison import Comparison
from network_core.umbrella.coverage import Coverage
from network_core.umbrella.viewers import Viewer
from sites.federation.generate import generate, without_time_limits
from sites.federation.plan import Plan
from sites.provisioning.files import NETWORKS_DIR
from sites.provisioning.provision import blueprint_from_folder, provision
from tests.factories import UserFactory

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

FEW = Plan(networks=10, offers=10_000, partners=1_000)
MANY = Plan()
REPEATS = 20
SLOWEST_COMPARISON, SLOWEST_MATRIX = 0.4, 0.25
SLOWEST_GENERATION = 180.0
MOST_MEMORY = 150 * 2**20
# Ten times as many networks may take so many times as long; a little is noise.
MOST_GROWTH = 10.2 * 1.1


@dataclass
class Measured:
    """Seconds of repeated runs, and how many queries one takes."""

    seconds: list[float]
    queries: int

    @property
    def p95(self) -> float:
        """Nineteen of twenty runs are not slower."""
        return statistics.quantiles(self.seconds, n=20)[-1]


def measure(run: Callable[[], object]) -> Measured:
    """Run it once to warm up, then again and again."""
    run()
    with CaptureQueriesContext(connection) as captured:
        run()
        queries = len(captured)
    seconds = []
    for _ in range(REPEATS):
        cache.clear()
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    return Measured(seconds, queries)


def table() -> object:
    """The comparison without the page around it."""
    comparison = Comparison(Choice(), Viewer(True, frozenset()))
    return comparison.rows(), comparison.columns


def matrix() -> object:
    """The matrix without the page around it."""
    networks = list(Network.objects.filter(is_umbrella=False))
    coverage = Coverage(networks, "topic")
    return [coverage.cells(network) for network in networks]


def measure_all(plan: Plan) -> dict[str, Measured]:
    """Make the federation, measure, and take it back."""
    with transaction.atomic():
        begin = time.perf_counter()
        generate(plan)
        taken = time.perf_counter() - begin
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        print(f"\n{plan.networks} networks, {plan.offers} offers: made in {taken:.0f} s")
        if plan is MANY:
            assert taken < SLOWEST_GENERATION
        umbrella = Network.objects.get(is_umbrella=True)
        staff = UserFactory()
        staff.groups.add(RoleGroup.objects.get(network=umbrella, role="staff").group)
        client = Client(HTTP_HOST=umbrella.site.hostname)
        client.force_login(staff)

        # What made the federation is no part of what a web process would look through for garbage.
        gc.collect()
        gc.freeze()

        def page(name: str) -> Callable[[], object]:
            address = reverse(name)
            return lambda: client.get(address).status_code

        found = {
            "comparison": measure(table),
            "comparison, page": measure(page("comparison")),
            "matrix": measure(matrix),
            "matrix, page": measure(page("coverage")),
        }
        tracemalloc.start()
        page("comparison")()
        page("coverage")()
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"memory at most {peak / 2**20:.0f} MB")
        assert peak < MOST_MEMORY
        transaction.set_rollback(True)
    return found


def test_the_comparison_of_many_networks() -> None:
    without_time_limits()
    # Once for both: it is no part of what is measured.
    load_taxonomy()
    load_places()
    provision([blueprint_from_folder(NETWORKS_DIR / "umbrella", "localhost", 80)])
    few, many = measure_all(FEW), measure_all(MANY)
    print(f"{'':<20}{'10: p95 ms':>12}{'102: p95 ms':>12}{'growth':>8}{'queries':>9}")
    for name, slow in many.items():
        quick = few[name]
        growth = statistics.median(slow.seconds) / statistics.median(quick.seconds)
        print(
            f"{name:<20}{quick.p95 * 1000:>12.0f}{slow.p95 * 1000:>12.0f}{growth:>8.1f}"
            f"{slow.queries:>9}"
        )
        assert growth < MOST_GROWTH, name
        assert slow.queries == quick.queries, name
    assert many["comparison"].queries <= 12
    assert many["matrix"].queries <= 4
    if connection.vendor == "postgresql":
        assert many["comparison"].p95 < SLOWEST_COMPARISON
        assert many["matrix"].p95 < SLOWEST_MATRIX
