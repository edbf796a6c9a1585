"""The world of the matrix, made once for each process that tries it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.tenancy.wall import world as worlds


@pytest.fixture(scope="package")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    """The networks, in a transaction around all tests of this folder."""
    with django_db_blocker.unblock(), worlds.build() as world:
        yield world


@pytest.fixture
def world(made: worlds.World, db: None) -> worlds.World:
    """The networks, for one test that may change what it likes."""
    return made
