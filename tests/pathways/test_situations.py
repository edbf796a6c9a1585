"""From life situations to pathways."""

import pytest

from network_core.networks.models import Network
from network_core.pathways.situations import pathways_for, situations_with_pathways
from network_core.taxonomy.models import Term
from tests.factories import PathwayFactory, SelectionFactory, TermFactory

pytestmark = pytest.mark.django_db


def test_each_life_situation_leads_to_the_own_pathway_before_the_national_one(
    goettingen: Network, wuppertal: Network, umbrella: Network, separation: Term
) -> None:
    moving = TermFactory(scheme__slug="life_situation", slug="umzug", position=9)
    PathwayFactory(steward=umbrella, slug="a-national", life_situations=[moving, separation])
    PathwayFactory(steward=goettingen, slug="z-eigen", life_situations=[separation])
    PathwayFactory(steward=wuppertal, slug="anderswo", life_situations=[moving])

    def ways(network: Network) -> list[tuple[str, str]]:
        return [(term.slug, term.path) for term in situations_with_pathways(network)]

    national = "/de/wegweiser/a-national/"
    assert ways(goettingen) == [("trennung", "/de/wegweiser/z-eigen/"), ("umzug", national)]
    assert ways(umbrella) == [("trennung", national), ("umzug", national)]
    assert ways(wuppertal)[1] == ("umzug", "/de/wegweiser/anderswo/")
    assert [p.slug for p in pathways_for([separation], goettingen)] == ["z-eigen", "a-national"]
    assert pathways_for([], goettingen) == []


def test_a_draft_leads_nowhere(goettingen: Network, separation: Term) -> None:
    PathwayFactory(steward=goettingen, live=False, life_situations=[separation])
    assert situations_with_pathways(goettingen) == []


def test_a_network_for_other_people_shows_only_national_pathways_that_pass_its_selection(
    goettingen: Network, umbrella: Network, separation: Term
) -> None:
    experts = TermFactory(scheme__slug="audience", slug="fachkraefte")
    families = TermFactory(scheme__slug="audience", slug="alleinerziehende")
    SelectionFactory(network=goettingen, terms=[experts])
    PathwayFactory(steward=umbrella, life_situations=[separation], audiences=[families])
    own = PathwayFactory(steward=goettingen, life_situations=[separation], audiences=[families])
    fit = PathwayFactory(steward=umbrella, life_situations=[separation], audiences=[experts])
    assert pathways_for([separation], goettingen) == [own, fit]
