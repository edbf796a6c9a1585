"""The log in the admin: each network's for its coordinators, everything for administrators."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network_core.audit.record import record
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.factories import AdministratorFactory, UserFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked(network_a: Network, network_b: Network) -> None:
    """One entry of each network and one of none, each with a name to look for."""
    for network, name in ((network_a, "MarkeA"), (network_b, "MarkeB"), (None, "MarkeNull")):
        record("login_failed", network=network, actor=UserFactory(username=name))


def read(client: Client, user: User, network: Network, name: str = "audit_log", **data: str) -> Any:
    client.force_login(user)
    return client.get(reverse(name), data, headers={"host": network.site.hostname})


@pytest.mark.parametrize("name", ["audit_log", "audit_log_results"])
def test_a_coordinator_sees_the_own_network_only(
    client: Client, marked: None, network_a: Network, name: str
) -> None:
    response = read(client, person(network_a, Role.COORDINATOR), network_a, name)
    page = response.content.decode()
    assert response.status_code == 200
    assert "MarkeA" in page
    assert "MarkeB" not in page
    assert "MarkeNull" not in page


def test_a_filter_opens_no_other_network(client: Client, marked: None, network_a: Network) -> None:
    user = person(network_a, Role.COORDINATOR)
    page = read(client, user, network_a, "audit_log_results", actor_name="Marke").content.decode()
    assert "MarkeA" in page
    assert "MarkeB" not in page


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR])
@pytest.mark.parametrize("name", ["audit_log", "audit_log_results"])
def test_others_do_not_see_it(
    client: Client, marked: None, network_a: Network, role: Role, name: str
) -> None:
    response = read(client, person(network_a, role), network_a, name)
    assert response.status_code in {302, 403}
    assert "Marke" not in response.content.decode()


def test_an_administrator_sees_everything(client: Client, marked: None, network_a: Network) -> None:
    page = read(client, AdministratorFactory(), network_a).content.decode()
    for name in ("MarkeA", "MarkeB", "MarkeNull"):
        assert name in page


def test_the_list_is_paginated_and_its_queries_do_not_grow(
    client: Client, network_a: Network
) -> None:
    user = AdministratorFactory()
    actor = UserFactory(username="MarkeViel")
    numbers = []
    for _round in range(3):  # the first one fills caches
        for _number in range(60):
            record("login", network=network_a, actor=actor)
        with CaptureQueriesContext(connection) as queries:
            page = read(client, user, network_a).content.decode()
        numbers.append(len(queries))
    assert numbers[1] == numbers[2]
    assert page.count("MarkeViel") == 49  # and the latest log-in of the administrator
