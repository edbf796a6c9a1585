"""People who look at the admin, for the tests of freshness."""

from collections.abc import Callable

import pytest
from django.test import Client

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.factories import person


@pytest.fixture
def editor_a(network_a: Network) -> User:
    """An editor of network A."""
    return person(network_a, Role.EDITOR)


@pytest.fixture
def umbrella_editor(umbrella: Network) -> User:
    """Somebody on the staff of the umbrella."""
    return person(umbrella, Role.STAFF)


@pytest.fixture
def enter(network_a: Network) -> Callable[[User], Client]:
    """Log in; the admin is the same on every network's host."""

    def log_in(user: User) -> Client:
        client = Client(HTTP_HOST=network_a.site.hostname)
        client.force_login(user)
        return client

    return log_in
