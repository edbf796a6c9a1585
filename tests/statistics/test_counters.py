"""Counting: added up, without persons, and never in anybody's way."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection, connections
from pytest_django.fixtures import Settings

from network_core.networks.models import Network
from network_core.statistics import counters
from network_core.statistics.keys import clean_key
from network_core.statistics.models import DailyCount
from network_core.statistics.storage import Slot, add
from tests.factories.networks import NetworkFactory


def test_counts_of_a_day_add_up(network_a: Network, network_b: Network) -> None:
    for _number in range(3):
        assert counters.count("page_view", network_a, "/de/", "de")
    counters.count("page_view", network_b, "/de/", "de")
    assert counters.flush() == 4
    counters.count("page_view", network_a, "/de/", "de")
    counters.flush()
    rows = DailyCount.objects.order_by("count").values_list("network_id", "key", "count")
    assert list(rows) == [(network_b.pk, "/de/", 1), (network_a.pk, "/de/", 4)]


def test_the_day_is_the_one_in_berlin(network_a: Network) -> None:
    with time_machine.travel(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)):
        counters.count("page_view", network_a)
        counters.flush()
    assert str(DailyCount.objects.get().day) == "2026-07-01"


@pytest.mark.parametrize(
    "key",
    [
        "ada@example.org",
        "kontakt ada (at) example.org",
        "ruf 0170 123 45 67",
        "+49 (30) 1234-567",
        "030/1234567",
        "1234567",
        "(030) 12 34 56 7",
    ],
)
def test_keys_that_look_like_an_address_or_number_are_refused(network_a: Network, key: str) -> None:
    assert clean_key(key) is None
    assert not counters.count("search_without_hit", network_a, key)
    counters.flush()
    assert not DailyCount.objects.exists()


@pytest.mark.parametrize(
    "key",
    [
        "/de/aktuelles/2026-11-23-treffen/",
        "§ 1612a BGB",
        "12043 berlin kita",
        "sgb 2 und sgb 12",
        "kinder 0 - 3 jahre",
        "unterhalt zahlt nicht",
    ],
)
def test_ordinary_keys_pass(key: str) -> None:
    assert clean_key(key) == key


def test_keys_are_bounded_and_without_control_characters() -> None:
    assert clean_key("a\x00b\nc\u202ed") == "a b c d"
    assert clean_key("ab " * 1_000_000) == ("ab " * 67)[:200].strip()


def test_counting_asks_the_database_nothing_and_never_raises(
    network_a: Network, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(0):
        assert counters.count("page_view", network_a, "/de/")
        assert not counters.count("page_view", None)
        assert not counters.count("no_such_kind", network_a)
        assert not counters.count("page_view", Network())
        assert not counters.count("page_view", network_a, key=None)  # type: ignore[arg-type]


def test_many_counts_are_few_statements(
    network_a: Network, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(150):
        counters.count("page_view", network_a, f"/de/{number}/")
    with django_assert_max_num_queries(5):  # networks, two batches, savepoint and its release
        counters.flush()
    assert DailyCount.objects.count() == 150


def test_counts_wait_while_the_database_is_away(network_a: Network) -> None:
    counters.count("page_view", network_a)

    def away(*args: Any) -> Any:
        from django.db import OperationalError

        raise OperationalError("away")

    with connection.execute_wrapper(away):
        assert counters.flush() == 0
    assert counters.flush() == 1
    assert DailyCount.objects.get().count == 1


def test_counts_of_a_deleted_network_stop_no_others(network_a: Network, network_b: Network) -> None:
    counters.count("page_view", network_b)
    counters.count("page_view", network_a)
    network_b.delete()
    assert counters.flush() == 1
    assert DailyCount.objects.get().network == network_a


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_lose_nothing() -> None:

    network = NetworkFactory()
    day = datetime(2026, 6, 1, tzinfo=UTC).date()
    slots = {Slot(day, network.pk, "page_view", f"/{n}/", "de"): 1 for n in range(20)}

    def write() -> None:
        try:
            for _number in range(5):
                add(DailyCount, "day", slots)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert set(DailyCount.objects.values_list("count", flat=True)) == {20}


@pytest.mark.django_db(transaction=True)
def test_a_thread_writes_what_waits(settings: Settings) -> None:
    network = NetworkFactory()
    settings.STATISTICS_FLUSH_SECONDS = 0.05
    for expected in (1, 2):  # the first thread has ended when there was nothing left to do
        counters.count("page_view", network)
        thread = counters._buffer._thread
        assert thread is not None
        thread.join(timeout=10)
        assert not thread.is_alive()
        assert DailyCount.objects.get().count == expected
