"""A network that joins a running installation is linked to by the port that the others have."""

import pytest
from django.core.management import call_command

from network_core.networks.models import Network

pytestmark = pytest.mark.django_db


def make(**options: object) -> str:
    call_command("create_network", slug="sechstes", name="Sechstes Netzwerk", **options)
    return Network.objects.get(slug="sechstes").root_url


def test_port_is_that_of_the_umbrella(umbrella: Network) -> None:
    umbrella.site.port = 8123
    umbrella.site.save()
    assert make() == "http://sechstes.localhost:8123"


def test_without_an_umbrella_it_is_the_usual_one() -> None:
    assert make() == "http://sechstes.localhost"


def test_port_can_be_named(umbrella: Network) -> None:
    assert make(port=8200) == "http://sechstes.localhost:8200"
