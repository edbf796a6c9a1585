"""The five networks from their real folders, made once for all tests of the sites."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests in one process, so that the networks are made once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("seeded"))


@pytest.fixture(scope="package")
def five_networks(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The seeded networks, in a transaction around all tests of this folder.

    Each test has its own transaction inside this one, so it may change what it likes.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        call_command("create_network", all=True, languages="de", verbosity=0)
        yield
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def seeded(five_networks: None, db: None) -> Iterator[None]:
    """The seeded networks, for one test; what it caches is gone with what it changed."""
    cache.clear()
    yield
    cache.clear()
