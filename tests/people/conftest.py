"""Two networks with all their roles, and somebody who coordinates one of them."""

from collections.abc import Callable

import pytest
from django.test import Client

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role, roles_in
from network_core.tenancy.models import User
from tests.factories import person
from tests.factories.people import role_group


@pytest.fixture
def network(network_a: Network) -> Network:
    """A network with a group for every role, and two languages to translate into."""
    network_a.languages = ["de", "tr", "ar"]
    network_a.save()
    for role in roles_in(umbrella=False):
        for language in ("tr", "ar") if role == Role.TRANSLATOR else ("",):
            role_group(network_a, role, language)
    return network_a


@pytest.fixture
def coordinator(network: Network) -> User:
    """Who looks after the team."""
    return person(network, Role.COORDINATOR, first_name="Karin", last_name="Ordner")


@pytest.fixture
def enter(network: Network) -> Callable[[User], Client]:
    """Log in on the network's own host."""

    def log_in(user: User) -> Client:
        client = Client(HTTP_HOST=network.site.hostname)
        client.force_login(User.objects.get(pk=user.pk))
        return client

    return log_in


@pytest.fixture
def office(enter: Callable[[User], Client], coordinator: User) -> Client:
    """The coordinator, logged in."""
    return enter(coordinator)
