"""A network that is translated into Turkish and Leichte Sprache."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from network_core.networks.models import Network
from sites.models import HomePage
from tests.sites.making import make_network


@pytest.fixture
def network(db: None) -> Iterator[Network]:
    """Its home pages are live in every language."""
    made = make_network("vielfalt", languages=["de", "tr", "de-simple"])
    for home in HomePage.objects.filter(live=False):
        home.save_revision().publish()
    yield made
    cache.clear()
