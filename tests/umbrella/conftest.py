"""Networks and people that the tests of the comparison share."""

import pytest

from network_core.networks.models import Network
from network_core.tenancy.models import User
from tests.factories import NetworkFactory, person
from tests.tenancy.conftest import enter

__all__ = ["enter"]


@pytest.fixture
def goettingen(db: None) -> Network:
    """A regional network, with English beside German."""
    return NetworkFactory(slug="goettingen", region_keys=["03159"], languages=["de", "en"])


@pytest.fixture
def niedersachsen(db: None) -> Network:
    """A network of a whole Land, which contains the region of another one."""
    return NetworkFactory(slug="niedersachsen", region_keys=["03"])


@pytest.fixture
def wuppertal(db: None) -> Network:
    """A network of another region."""
    return NetworkFactory(slug="wuppertal", region_keys=["05124"])


@pytest.fixture
def staff(umbrella: Network) -> User:
    """Somebody of the umbrella."""
    return person(umbrella)
