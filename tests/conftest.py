"""What tests of all areas share: the umbrella and two networks that know nothing of each other."""

from collections.abc import Iterator

import pytest

from network_core.kept import forget_everything
from network_core.networks.models import Network
from network_core.statistics import counters
from tests import migrated_database
from tests.factories import NetworkFactory, UmbrellaFactory


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """On SQLite the copied database must not be thrown away before the tests."""
    return django_db_keepdb or migrated_database.is_sqlite()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Begin with the kept database."""
    if migrated_database.is_sqlite():
        migrated_database.prepare()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Keep what was migrated for the next run."""
    if migrated_database.is_sqlite():
        migrated_database.keep()


@pytest.fixture(autouse=True)
def forgotten_process() -> Iterator[None]:
    """What a process keeps (networks, places, counts) is of the test before, and rolled back."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    forget_everything()
    counters.discard()


@pytest.fixture
def umbrella(db: None) -> Network:
    """The national umbrella."""
    return UmbrellaFactory()


@pytest.fixture
def network_a(db: None) -> Network:
    """A network."""
    return NetworkFactory(slug="a-netz", name="Netzwerk A", short_name="A-Netz")


@pytest.fixture
def network_b(db: None) -> Network:
    """Another network."""
    return NetworkFactory(slug="b-netz", name="Netzwerk B", short_name="B-Netz")
