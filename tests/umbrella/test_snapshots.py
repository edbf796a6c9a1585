"""Keeping the figures from day to day, and reading what was kept."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network_core.jobs.schedule import all_jobs
from network_core.networks.models import Network
from network_core.umbrella.figures import FIGURES
from network_core.umbrella.models import Snapshot
from network_core.umbrella.quarter import Quarter
from network_core.umbrella.trend.snapshots import (
    quarter_changes,
    read_series,
    take_snapshot,
)
from tests.factories import NetworkFactory, OfferFactory, SnapshotFactory, TermFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def test_a_snapshot_holds_every_figure_of_every_network_once_a_day(
    goettingen: Network, wuppertal: Network, umbrella: Network
) -> None:
    topic = TermFactory()
    below = TermFactory(scheme=topic.scheme, parent=topic)
    OfferFactory.create_batch(2, steward=goettingen)
    number = take_snapshot(TODAY)
    # The top term is kept like the figures, the one below it is not.
    assert number == 2 * (len(FIGURES) + 1) == Snapshot.objects.count()
    assert not Snapshot.objects.filter(figure__endswith=f":{below.slug}").exists()
    assert not Snapshot.objects.filter(network=umbrella).exists()
    assert Snapshot.objects.get(network=goettingen, figure="offers").value == 2
    assert Snapshot.objects.get(network=wuppertal, figure="verified").value is None

    OfferFactory(steward=goettingen)
    take_snapshot(TODAY)
    assert Snapshot.objects.count() == number, "a second run replaces the first"
    assert Snapshot.objects.get(network=goettingen, figure="offers").value == 3
    take_snapshot(TODAY + timedelta(days=1))
    assert Snapshot.objects.count() == 2 * number


def test_job_and_command_keep_the_state_of_today(goettingen: Network) -> None:
    job = next(job for job in all_jobs() if job.name == "snapshot_figures")
    assert str(len(FIGURES)) in str(job.function())
    call_command("snapshot_figures")
    assert set(Snapshot.objects.values_list("day", flat=True)) == {timezone.localdate()}
    assert Snapshot.objects.count() == len(FIGURES)


def test_a_snapshot_of_ten_networks_takes_as_many_queries_as_one_of_two(
    goettingen: Network, wuppertal: Network
) -> None:
    def queries(day: date) -> int:
        with CaptureQueriesContext(connection) as captured:
            take_snapshot(day)
        # SQLite takes the rows in smaller portions than PostgreSQL.
        return sum(not query["sql"].startswith("INSERT") for query in captured)

    take_snapshot(TODAY)
    few = queries(TODAY)
    for _number in range(8):
        OfferFactory(steward=NetworkFactory())
    assert queries(TODAY) == few


def test_a_series_is_one_query_and_holds_nothing_of_others(
    goettingen: Network, wuppertal: Network, django_assert_num_queries: Callable
) -> None:
    for days, value in ((3, 5), (1, 7), (40, 1)):
        SnapshotFactory(network=goettingen, day=TODAY - timedelta(days=days), value=value)
    SnapshotFactory(network=goettingen, figure="partners", day=TODAY)
    SnapshotFactory(network=NetworkFactory(), day=TODAY)
    with django_assert_num_queries(1):
        series = read_series(
            "offers", [goettingen.pk, wuppertal.pk], TODAY - timedelta(days=30), TODAY
        )
    assert series == {
        goettingen.pk: [(TODAY - timedelta(days=3), 5), (TODAY - timedelta(days=1), 7)],
        wuppertal.pk: [],
    }


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2026, 11, 25), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 6, 30)),
        (date(2026, 1, 1), date(2025, 12, 31)),
    ],
)
def test_the_last_quarter_has_ended_before_today(today: date, end: date) -> None:
    assert Quarter.of(today).previous.last_day == end


@pytest.mark.parametrize(
    ("kept", "now", "before", "difference"),
    [
        ({TODAY: 12, date(2026, 9, 30): 10}, 12, 10, 2),
        # Nights without a snapshot: the last one before the day counts.
        ({TODAY - timedelta(days=4): 8, date(2026, 9, 12): 10, date(2026, 10, 1): 99}, 8, 10, -2),
        # Too old to speak for the day, too young, or without a value.
        ({TODAY: 12, date(2026, 8, 30): 10}, 12, None, None),
        ({TODAY: 12, date(2026, 10, 1): 10}, 12, None, None),
        ({TODAY: None, date(2026, 9, 30): 10}, None, 10, None),
        ({TODAY: 4, date(2026, 9, 29): 10, date(2026, 9, 30): None}, 4, None, None),
        ({}, None, None, None),
    ],
)
def test_the_change_since_the_last_quarter_bridges_missing_days(
    goettingen: Network,
    django_assert_num_queries: Callable,
    kept: dict[date, float | None],
    now: float | None,
    before: float | None,
    difference: float | None,
) -> None:
    for day, value in kept.items():
        SnapshotFactory(network=goettingen, day=day, value=value)
    with django_assert_num_queries(2):
        changes = quarter_changes(["offers", "partners"], [goettingen.pk], TODAY)
    change = changes[goettingen.pk, "offers"]
    assert (change.value, change.quarter_value, change.difference) == (now, before, difference)
    assert changes[goettingen.pk, "partners"].value is None
