"""Somebody with a password, and a browser without a session."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.factories import person

PASSWORD = "Kastanien-im-Herbst"
LOGIN = "/admin/login/"


@pytest.fixture
def visitor(network_a: Network) -> Client:
    """Somebody without a session, on the host of network A."""
    return Client(HTTP_HOST=network_a.site.hostname)


@pytest.fixture
def editor(network_a: Network) -> User:
    """An editor with a password."""
    return with_password(person(network_a, Role.EDITOR, email="Redaktion@example.org"))


@pytest.fixture
def coordinator(network_a: Network) -> User:
    """A coordinator with a password."""
    return with_password(person(network_a, Role.COORDINATOR))


@pytest.fixture
def log_in() -> Callable[..., Any]:
    """Post the form of the log-in."""

    def post(client: Client, name: str, password: str = PASSWORD, **extra: Any) -> Any:
        return client.post(LOGIN, {"username": name, "password": password}, **extra)

    return post


def with_password(user: User) -> User:
    """Give the person the password of the tests."""
    user.set_password(PASSWORD)
    user.save()
    return user


def is_logged_in(client: Client) -> bool:
    """Whether the browser sees the admin."""
    return client.get("/admin/").status_code == 200
