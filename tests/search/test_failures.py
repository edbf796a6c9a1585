"""Changes that could not be indexed: who sees them, and trying them again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network_core.audit.models import AuditEntry
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from search import indexer
from search.models import GIVE_UP_AFTER, OutboxRow
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def fail(network: Network, attempts: int) -> OutboxRow:
    """A row of a new offer that has failed so often."""
    offer = OfferFactory(steward=network)
    row = OutboxRow.objects.get(object_type="offer", object_pk=offer.pk)
    row.attempts, row.last_error = attempts, "400 <zu lang>"
    row.due_at = timezone.now() + timedelta(hours=1)
    row.save()
    return row


def test_the_staff_of_the_umbrella_sees_what_failed_and_why(
    umbrella: Network, network_a: Network, enter: Enter
) -> None:
    dead, young = fail(network_a, GIVE_UP_AFTER), fail(network_a, 2)
    fine = OfferFactory(steward=network_a, title="Gelungenes")
    staff = enter(Role.STAFF, umbrella)
    told = staff.get(reverse("search_failures")).content.decode()
    assert dead.key in told
    assert young.key in told
    assert "400 &lt;zu lang&gt;" in told
    assert f"offer:{fine.pk}<" not in told
    only_dead = staff.get(reverse("search_failures_results"), {"state": "given_up"})
    assert dead.key in only_dead.content.decode()
    assert young.key not in only_dead.content.decode()
    table = staff.get(reverse("search_failures"), {"export": "csv"}).getvalue().decode()
    assert "400 <zu lang>" in table


def test_one_is_tried_again_at_once_and_the_log_says_who(
    umbrella: Network, network_a: Network, enter: Enter
) -> None:
    indexer.rebuild()
    dead, other = fail(network_a, GIVE_UP_AFTER), fail(network_a, GIVE_UP_AFTER)
    staff = enter(Role.STAFF, umbrella)
    assert staff.get(reverse("search_try_again", args=[dead.pk])).status_code == 405
    answer = staff.post(reverse("search_try_again", args=[dead.pk]), follow=True)
    assert "1 Änderung wird jetzt noch einmal versucht." in answer.content.decode()
    indexer.index_all_pending()
    dead.refresh_from_db()
    other.refresh_from_db()
    assert (dead.done_version, dead.last_error) == (dead.version, "")
    assert other.attempts == GIVE_UP_AFTER
    entry = AuditEntry.objects.get(action=AuditEntry.Action.SEARCH_TRIED_AGAIN)
    assert (entry.target_id, entry.details) == (str(dead.pk), {"count": 1})
    assert entry.actor_name
    # It has been done meanwhile: nothing to try.
    assert staff.post(reverse("search_try_again", args=[dead.pk])).status_code == 404


def test_all_are_tried_again(umbrella: Network, network_a: Network, enter: Enter) -> None:
    for _ in range(3):
        fail(network_a, GIVE_UP_AFTER)
    enter(Role.STAFF, umbrella).post(reverse("search_try_all_again"))
    assert not OutboxRow.objects.failing().exists()
    assert OutboxRow.objects.due().filter(object_type="offer").count() == 3


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EDITOR])
def test_others_see_and_change_nothing(network_a: Network, enter: Enter, role: Role) -> None:
    dead = fail(network_a, GIVE_UP_AFTER)
    client = enter(role, network_a)
    for address in (reverse("search_failures"), reverse("search_failures_results")):
        answer = client.get(address, follow=True)
        assert answer.redirect_chain or answer.status_code == 403
        assert dead.key not in answer.content.decode()
    for address in (reverse("search_try_all_again"), reverse("search_try_again", args=[dead.pk])):
        assert client.post(address).status_code in {302, 403}
    dead.refresh_from_db()
    assert dead.attempts == GIVE_UP_AFTER


def test_the_list_has_pages_and_a_bounded_number_of_queries(
    umbrella: Network, network_a: Network, enter: Enter, django_assert_max_num_queries: Callable
) -> None:
    rows = [
        OutboxRow(object_type="offer", object_pk=number, version=1, attempts=1)
        for number in range(10_000, 10_120)
    ]
    OutboxRow.objects.bulk_create(rows)
    staff = enter(Role.STAFF, umbrella)
    with django_assert_max_num_queries(20):
        told = staff.get(reverse("search_failures")).content.decode()
    assert told.count("/again/") == 51
    assert "p=2" in told
