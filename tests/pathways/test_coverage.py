"""Gaps of all pathways on all sites, for the comparison."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network_core.networks.models import Network
from network_core.pathways.coverage import Coverage, coverage
from network_core.pathways.filling import fill
from network_core.pathways.models import Pathway
from network_core.taxonomy.models import Term
from tests.factories import (
    HiddenOfferFactory,
    NetworkFactory,
    OfferFactory,
    PathwayFactory,
    PathwayStepFactory,
    SelectionFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db


def by_network(found: list[Coverage]) -> dict[tuple[int, str], tuple[int, int, float | None]]:
    """Network and title → steps that ask, steps that are filled, share."""
    return {(c.network_id, c.pathway.title): (c.asked, c.filled, c.share) for c in found}


def test_the_share_of_filled_steps_of_each_network(
    goettingen: Network, wuppertal: Network, umbrella: Network, childcare: Term
) -> None:
    money = TermFactory(slug="geld")
    pathway = PathwayFactory(steward=umbrella, title="Trennung")
    PathwayStepFactory(pathway=pathway)
    PathwayStepFactory(pathway=pathway, terms=[childcare])
    gap = PathwayStepFactory(pathway=pathway, terms=[money])
    own = PathwayFactory(steward=wuppertal, title="Kompass")
    PathwayStepFactory(pathway=own)
    OfferFactory(steward=goettingen, terms=[childcare])
    OfferFactory(nationwide=True, terms=[money])
    hidden = OfferFactory(steward=wuppertal, terms=[childcare])
    HiddenOfferFactory(network=wuppertal, offer=hidden)
    found = coverage([umbrella, goettingen, wuppertal])
    assert by_network(found) == {
        (umbrella.pk, "Trennung"): (2, 1, 0.5),
        (goettingen.pk, "Trennung"): (2, 2, 1.0),
        (wuppertal.pk, "Trennung"): (2, 1, 0.5),
        (wuppertal.pk, "Kompass"): (0, 0, None),
    }
    assert gap not in {step for c in found for step in c.gaps}


def test_pages_and_comparison_see_the_same_gaps(
    goettingen: Network, wuppertal: Network, umbrella: Network, childcare: Term, course: Term
) -> None:
    families = TermFactory(scheme__slug="audience", slug="alleinerziehende")
    SelectionFactory(network=wuppertal, terms=[families])
    pathway = PathwayFactory(steward=umbrella, audiences=[families])
    PathwayStepFactory(pathway=pathway, terms=[childcare])
    PathwayStepFactory(pathway=pathway, terms=[childcare, course])
    PathwayStepFactory(pathway=pathway, offers=[OfferFactory(areas=["03159"])])
    OfferFactory(nationwide=True, terms=[childcare, families])
    OfferFactory(areas=["03", "05"], terms=[childcare, course])
    OfferFactory(steward=wuppertal, terms=[childcare, course])
    read = Pathway.objects.with_steps().get(pk=pathway.pk)
    sites = [umbrella, goettingen, wuppertal]
    shown = {n.pk: {f.step.pk for f in fill(read, n) if f.is_gap} for n in sites}
    compared = {c.network_id: {step.pk for step in c.gaps} for c in coverage(sites)}
    assert compared == shown
    assert len(set(map(frozenset, shown.values()))) == 3, "the three sites differ"


def test_the_number_of_queries_depends_on_nothing(umbrella: Network, childcare: Term) -> None:
    def queries() -> int:
        sites = list(Network.objects.select_related("site"))
        with CaptureQueriesContext(connection) as captured:
            coverage(sites)
        return len(captured)

    first = NetworkFactory(region_keys=["03159"])
    chosen = TermFactory(scheme__slug="audience")
    SelectionFactory(network=first, terms=[chosen])
    PathwayStepFactory(pathway__steward=umbrella, terms=[childcare])
    PathwayStepFactory(pathway__steward=first, offers=[OfferFactory(areas=["03"])])
    OfferFactory(areas=["03159"], terms=[childcare])
    few = queries()
    for number in range(5):
        network = NetworkFactory(slug=f"netz-{number}", region_keys=["03159"])
        SelectionFactory(network=network, terms=[chosen])
        step = PathwayStepFactory(pathway__steward=network, terms=[childcare])
        PathwayStepFactory(
            pathway=step.pathway, offers=OfferFactory.create_batch(2, steward=network)
        )
    assert queries() == few
    assert few <= 20
