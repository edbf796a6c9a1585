"""Two networks: one that says du, one that says Sie."""

import pytest

from network_core.networks.models import Network
from tests.factories import NetworkFactory


@pytest.fixture
def formal(db: None) -> Network:
    """A network that says Sie."""
    return NetworkFactory(
        slug="amtsstadt",
        address_form="sie",
        languages=["de", "en"],
        contact_email="kontakt@amtsstadt.example",
    )


@pytest.fixture
def informal(db: None) -> Network:
    """A network that says du."""
    return NetworkFactory(
        slug="duzdorf", address_form="du", contact_email="kontakt@duzdorf.example"
    )
