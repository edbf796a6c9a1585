"""What tests of all areas share: the umbrella and two networks that know nothing of each other."""

import pytest

from network_core.networks.models import Network
from tests.factories import NetworkFactory, UmbrellaFactory


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
