"""Days become months, months go, and rare words are forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from network_core.networks.models import Network
from network_core.statistics.figures import most_frequent, total
from network_core.statistics.jobs import roll_up_statistics
from network_core.statistics.models import DailyCount, MonthlyCount

NOW = datetime(2026, 11, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def daily(network: Network, day: date, count: int, kind: str = "page_view", key: str = "/") -> None:
    DailyCount.objects.create(
        network=network, day=day, kind=kind, key=key, language="de", count=count
    )


def test_whole_old_months_are_summed_up_once(network_a: Network, network_b: Network) -> None:
    daily(network_a, date(2026, 7, 1), 3)
    daily(network_a, date(2026, 7, 31), 4)
    daily(network_a, date(2026, 7, 31), 2, key="/x/")
    daily(network_a, date(2026, 6, 30), 1)
    daily(network_b, date(2026, 7, 31), 9)
    daily(network_a, date(2026, 8, 1), 5)  # its month is not wholly past its time
    assert roll_up_statistics() == "5 Tageszahlen zusammengefasst, 0 Zahlen gelöscht"
    roll_up_statistics()
    rows = MonthlyCount.objects.order_by("month", "network_id", "key")
    assert [(row.month, row.network, row.key, row.count) for row in rows] == [
        (date(2026, 6, 1), network_a, "/", 1),
        (date(2026, 7, 1), network_a, "/", 7),
        (date(2026, 7, 1), network_a, "/x/", 2),
        (date(2026, 7, 1), network_b, "/", 9),
    ]
    assert DailyCount.objects.get().day == date(2026, 8, 1)


def test_words_that_few_used_are_forgotten_with_their_days(network_a: Network) -> None:
    kind = "search_without_hit"
    daily(network_a, date(2026, 6, 1), 3, kind, "oft gesucht")
    daily(network_a, date(2026, 6, 2), 2, kind, "oft gesucht")
    daily(network_a, date(2026, 6, 3), 4, kind, "meine nachbarin frau x")
    roll_up_statistics()
    counts = dict(MonthlyCount.objects.values_list("key", "count"))
    assert counts == {"oft gesucht": 5, "": 4}


def test_rare_words_are_not_shown(network_a: Network) -> None:
    kind = "search_without_hit"
    today = NOW.date()
    daily(network_a, today, 4, kind, "meine nachbarin frau x")
    daily(network_a, today, 5, kind, "oft gesucht")
    week = today - timedelta(days=7)
    assert most_frequent(kind, network_a, week, today) == [("oft gesucht", 5)]
    assert total(kind, network_a, week, today) == 9


def test_sums_are_of_one_network_or_of_all(network_a: Network, network_b: Network) -> None:
    today = NOW.date()
    daily(network_a, today, 4)
    daily(network_b, today, 5)
    daily(network_b, today - timedelta(days=1), 7)
    assert total("page_view", network_b, today, today) == 5
    assert total("page_view", None, today, today) == 9
    assert most_frequent("page_view", None, today, today) == [("/", 9)]


def test_months_past_their_time_and_unknown_kinds_go(network_a: Network) -> None:
    for month, kind in (
        (date(2021, 10, 1), "page_view"),
        (date(2021, 11, 1), "page_view"),
        (date(2025, 10, 1), "search_without_hit"),
        (date(2025, 11, 1), "search_without_hit"),
        (date(2026, 10, 1), "no_longer_counted"),
    ):
        MonthlyCount.objects.create(network=network_a, month=month, kind=kind, count=1)
    daily(network_a, date(2026, 11, 1), 1, kind="no_longer_counted")
    roll_up_statistics()
    left = MonthlyCount.objects.order_by("month").values_list("month", "kind")
    assert list(left) == [
        (date(2021, 11, 1), "page_view"),
        (date(2025, 11, 1), "search_without_hit"),
    ]
    assert not DailyCount.objects.exists()
