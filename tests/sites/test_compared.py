"""The public comparison: harmless figures only, on the umbrella's site, of those who agreed."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network_core.networks.models import Network
from network_core.umbrella.figures import FIGURES
from network_core.umbrella.models import ComparisonProfile
from network_core.umbrella.public import PUBLIC_KEYS
from tests.factories import (
    ComparisonProfileFactory,
    NetworkFactory,
    OfferFactory,
    ReferenceGroupFactory,
)
from tests.sites.making import make_network, read, visit

pytestmark = pytest.mark.django_db
PATH = "/de/netzwerke-im-vergleich/"


@pytest.fixture
def site(db: None) -> Network:
    """The umbrella with its pages."""
    cache.clear()
    return make_network("bund", is_umbrella=True)


@pytest.fixture
def open_network(site: Network) -> Network:
    """A network that shows its figures to everybody."""
    network = NetworkFactory(name="Offenes Netz", short_name="Offenes Netz")
    profile = ComparisonProfileFactory(network=network, seen_by="public")
    ReferenceGroupFactory(profile=profile, number=500, year=2019)
    ReferenceGroupFactory(profile=profile, number=2000, source="Statistik Nord", year=2024)
    OfferFactory.create_batch(3, steward=network)
    return network


def test_only_networks_that_agreed_are_shown_with_harmless_figures(
    site: Network, open_network: Network
) -> None:
    for seen_by in ("umbrella", "networks"):
        ComparisonProfileFactory(network__short_name=f"Geheim {seen_by}", seen_by=seen_by)
    NetworkFactory(short_name="Geheim ohne Angabe")
    html = read(site, PATH)
    assert "Offenes Netz" in html
    assert "Geheim" not in html
    assert "1,5" in html, "three offers for two thousand families"
    assert "Statistik Nord, 2024" in html
    assert "2019" not in html
    for key, figure in FIGURES.items():
        assert (str(figure.heading) in html) == (key in PUBLIC_KEYS), key
    assert all(FIGURES[key].is_harmless for key in PUBLIC_KEYS)


def test_who_withdraws_the_agreement_is_gone_at_once(site: Network, open_network: Network) -> None:
    assert visit(site, PATH).status_code == 200
    ComparisonProfile.objects.update(seen_by="networks")
    assert visit(site, PATH).status_code == 404


def test_the_home_page_leads_there_while_somebody_agrees(
    site: Network, open_network: Network
) -> None:
    assert PATH in read(site, "/de/")
    ComparisonProfile.objects.update(seen_by="networks")
    assert PATH not in read(site, "/de/")


def test_it_is_on_the_umbrellas_site_only(site: Network, open_network: Network) -> None:
    assert visit(make_network("probe"), PATH).status_code == 404
    assert visit(site, PATH).status_code == 200


def test_its_queries_do_not_depend_on_the_number_of_networks(
    site: Network, open_network: Network
) -> None:
    def queries() -> int:
        cache.clear()
        visit(site, PATH)
        cache.delete("umbrella.public.values")
        with CaptureQueriesContext(connection) as captured:
            assert visit(site, PATH).status_code == 200
        return len(captured)

    few = queries()
    for _number in range(4):
        ReferenceGroupFactory(profile__seen_by="public")
    assert queries() == few
