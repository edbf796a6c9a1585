"""What the process keeps is asked for once, and read anew when it changes or grows old."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network_core.kept import forget_everything, kept
from network_core.networks.known import known_areas, known_networks
from network_core.networks.models import Network, RegionKey
from tests.factories import NetworkFactory

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    return [network.short_name for network in known_networks()]


def test_what_is_kept_is_asked_for_once_and_anew_after_a_change(network_a: Network) -> None:
    assert names() == ["A-Netz"]
    with CaptureQueriesContext(connection) as queries:
        assert names() == ["A-Netz"]
    assert not len(queries)
    network_a.short_name = "Anders"
    network_a.save()
    assert names() == ["Anders"]
    network = NetworkFactory(short_name="Neu", region_keys=["05124"])
    assert names() == ["Anders", "Neu"]
    assert ("05124", network.slug) in known_areas()
    RegionKey.objects.get(network=network).delete()
    assert ("05124", network.slug) not in known_areas()


def test_a_change_without_a_signal_is_seen_when_the_while_is_over(network_a: Network) -> None:
    @kept(seconds=1, of=[])
    def name() -> str:
        return Network.objects.get().short_name

    assert name() == "A-Netz"
    Network.objects.update(short_name="Anders")
    assert name() == "A-Netz"
    time.sleep(1)
    assert name() == "Anders"


def test_what_other_threads_keep_while_a_change_is_under_way_is_forgotten_with_it(
    network_a: Network, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        network_a.short_name = "Anders"
        network_a.save()
        # What another thread sees until the change is there for all.
        Network.objects.update(short_name="A-Netz")
        assert names() == ["A-Netz"]
        Network.objects.update(short_name="Anders")
    assert names() == ["Anders"]


def test_who_changes_rows_in_bulk_has_everything_read_anew(network_a: Network) -> None:
    assert names() == ["A-Netz"]
    Network.objects.update(short_name="Anders")
    forget_everything()
    assert names() == ["Anders"]


def test_the_answers_wanted_last_are_kept() -> None:
    asked: list[int] = []

    @kept(seconds=600, of=[], most=2)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(number) for number in (1, 2, 1, 3, 1, 2)] == [2, 4, 2, 6, 2, 4]
    assert asked == [1, 2, 3, 2]


def test_an_old_answer_does_not_come_back_when_something_changes_while_it_is_read(
    network_a: Network,
) -> None:
    changes = ["Zwischendurch"]

    @kept(seconds=600, of=[Network])
    def name() -> str:
        before = Network.objects.get().short_name
        for new in changes[:]:
            # Somebody else saves just now.
            changes.clear()
            network_a.short_name = new
            network_a.save()
        return before

    assert name() == "A-Netz"
    assert name() == "Zwischendurch"
