"""People who look at the admin."""

from collections.abc import Callable

import pytest
from django.test import Client

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.factories import person


@pytest.fixture
def editor_a(network_a: Network) -> User:
    """A coordinator of network A."""
    return person(network_a, Role.COORDINATOR)


@pytest.fixture
def editor_b(network_b: Network) -> User:
    """A coordinator of network B."""
    return person(network_b, Role.COORDINATOR)


@pytest.fixture
def enter(network_a: Network) -> Callable[[User], Client]:
    """Log in; the admin is the same on every network's host."""

    def log_in(user: User) -> Client:
        client = Client(HTTP_HOST=network_a.site.hostname)
        client.force_login(user)
        return client

    return log_in
