"""The comparison sees the gaps that visitors see, whatever the offers, selections and regions."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network_core.networks.models import Network
from network_core.pathways.coverage import coverage
from network_core.pathways.filling import fill
from network_core.pathways.models import Pathway
from network_core.taxonomy.models import Term
from tests.factories import (
    HiddenOfferFactory,
    OfferFactory,
    PathwayFactory,
    PathwayStepFactory,
    SelectionFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
AREAS = ([], ["03"], ["03159"], ["05124"], [("03159", "37073")])
some = st.frozensets(st.integers(0, 4), max_size=3)
offers = st.fixed_dictionaries(
    {
        "steward": st.integers(0, 2),
        "terms": some,
        "areas": st.sampled_from(range(len(AREAS))),
        "nationwide": st.booleans(),
        "live": st.booleans(),
        "hidden_by": st.frozensets(st.integers(0, 2), max_size=1),
        "named": st.booleans(),
    }
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    drawn=st.lists(offers, max_size=4), steps=st.lists(some, min_size=1, max_size=3), chosen=some
)
def test_the_comparison_sees_the_gaps_that_visitors_see(
    goettingen: Network,
    wuppertal: Network,
    umbrella: Network,
    childcare: Term,
    nursery: Term,
    course: Term,
    drawn: list[dict[str, Any]],
    steps: list[frozenset[int]],
    chosen: frozenset[int],
) -> None:
    sites = [goettingen, wuppertal, umbrella]
    with transaction.atomic():
        rent = TermFactory(slug="miete")
        terms = [childcare, nursery, course, rent, TermFactory(scheme__slug="audience")]
        SelectionFactory(network=goettingen, terms=[terms[number] for number in chosen])
        named = []
        for facts in drawn:
            offer = OfferFactory(
                steward=sites[facts["steward"]],
                terms=[terms[number] for number in facts["terms"]],
                areas=AREAS[facts["areas"]],
                nationwide=facts["nationwide"],
                live=facts["live"],
            )
            for number in facts["hidden_by"]:
                HiddenOfferFactory(network=sites[number], offer=offer)
            if facts["named"]:
                named.append(offer)
        pathway = PathwayFactory(steward=umbrella)
        for asked in steps:
            PathwayStepFactory(pathway=pathway, terms=[terms[number] for number in asked])
        PathwayStepFactory(pathway=pathway, terms=[rent], offers=named)
        fresh = list(Network.objects.filter(pk__in=[site.pk for site in sites]))
        read = Pathway.objects.with_steps().get(pk=pathway.pk)
        seen = {n.pk: {f.step.pk for f in fill(read, n) if f.is_gap} for n in fresh}
        compared = {c.network_id: {step.pk for step in c.gaps} for c in coverage(fresh)}
        assert compared == {pk: gaps for pk, gaps in seen.items() if pk in compared}
        assert umbrella.pk in compared
        transaction.set_rollback(True)
