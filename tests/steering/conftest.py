"""People who steer, and people who may not."""

from collections.abc import Callable

import pytest
from django.test import Client

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.factories import person
from tests.tenancy.conftest import editor_a, editor_b, enter

__all__ = ["editor_a", "editor_b", "enter"]

Enter = Callable[[User], Client]


@pytest.fixture
def staff(umbrella: Network) -> User:
    """Somebody of the umbrella."""
    return person(umbrella)


@pytest.fixture
def author_of_umbrella(umbrella: Network) -> User:
    """Somebody who works on the umbrella's own site, and steers nothing."""
    return person(umbrella, Role.EDITOR)
