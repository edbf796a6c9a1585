"""Networks that are planned or have ended are beside the comparison, and can be asked for."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from network_core.networks.models import Network
from network_core.networks.states import State
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from network_core.umbrella.models import Snapshot
from network_core.umbrella.public import has_public_rows, public_rows
from network_core.umbrella.trend.snapshots import take_snapshot
from tests.factories import ComparisonProfileFactory, OfferFactory, bring_into, person

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def enter(umbrella: Network) -> Enter:
    """Log in at the umbrella's."""

    def log_in(user: User) -> Client:
        client = Client(HTTP_HOST=umbrella.site.hostname)
        client.force_login(user)
        return client

    return log_in


def seen(client: Client, **query: str) -> tuple[list[str], Any]:
    """The networks that are shown, and the mean of their offers."""
    context = client.get(reverse("comparison"), query | {"column": "offers"}).context
    (column,) = context["columns"]
    return [row.network.slug for row in context["rows"]], column.average.value


@pytest.fixture
def networks(goettingen: Network, niedersachsen: Network, wuppertal: Network) -> list[Network]:
    """With four, two and no offers."""
    for network, number in ((goettingen, 4), (niedersachsen, 2)):
        OfferFactory.create_batch(number, steward=network)
    return [goettingen, niedersachsen, wuppertal]


@pytest.mark.parametrize("state", [State.PLANNED, State.ENDED])
def test_closed_networks_leave_the_comparison_and_its_means(
    state: State, networks: list[Network], staff: User, enter: Enter
) -> None:
    client = enter(staff)
    assert seen(client) == (["goettingen", "niedersachsen", "wuppertal"], 2)
    bring_into(networks[0], state)
    assert seen(client) == (["niedersachsen", "wuppertal"], 1)
    assert seen(client, state=state.value) == (["goettingen"], None)
    assert seen(client, state="active")[0] == ["niedersachsen", "wuppertal"]
    coordinator = enter(person(networks[1], Role.COORDINATOR))
    assert seen(coordinator, state=state.value)[0] == []
    coverage = client.get(reverse("coverage")).content.decode()
    assert networks[0].short_name not in coverage
    assert networks[1].short_name in coverage


def test_dormant_networks_are_compared_and_can_be_asked_for(
    networks: list[Network], staff: User, enter: Enter
) -> None:
    bring_into(networks[0], State.DORMANT)
    client = enter(staff)
    assert seen(client) == (["goettingen", "niedersachsen", "wuppertal"], 2)
    assert seen(client, state="dormant") == (["goettingen"], 4)


def test_the_public_and_the_snapshots_know_open_networks_only(networks: list[Network]) -> None:
    ComparisonProfileFactory(network=networks[0], seen_by="public")
    assert [row.network for row in public_rows()] == [networks[0]]
    bring_into(networks[0], State.ENDED)
    assert public_rows() == []
    assert not has_public_rows()
    take_snapshot(date(2026, 5, 1))
    counted = set(Snapshot.objects.values_list("network", flat=True))
    assert counted == {networks[1].pk, networks[2].pk}
