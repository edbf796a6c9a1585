"""A pathway filled for a network: which offers stand at which step, in which order, and gaps."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network_core.networks.models import Network
from network_core.pathways.filling import OFFERS_PER_STEP, Filling, fill
from network_core.pathways.models import Pathway
from network_core.taxonomy.models import Term
from tests.factories import (
    HiddenOfferFactory,
    OfferFactory,
    PathwayFactory,
    PathwayStepFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db


def filled(pathway: Pathway, network: Network) -> Filling:
    """The pathway as a page reads and fills it."""
    return fill(Pathway.objects.with_steps().get(pk=pathway.pk), network)


def titles(filling: Filling, number: int = 1) -> list[str]:
    """The titles of the offers at a step."""
    return [offer.title for offer in filling.steps[number - 1].offers]


def test_own_offers_come_first_then_regional_then_national_ones(
    goettingen: Network, wuppertal: Network, umbrella: Network, childcare: Term
) -> None:
    step = PathwayStepFactory(pathway__steward=umbrella, terms=[childcare])
    OfferFactory(title="A national", nationwide=True, steward=umbrella, terms=[childcare])
    OfferFactory(title="B regional", areas=["03"], terms=[childcare])
    OfferFactory(title="C eigen", steward=goettingen, terms=[childcare])
    OfferFactory(title="Anderswo", steward=wuppertal, areas=["05124"], terms=[childcare])
    assert titles(filled(step.pathway, goettingen)) == ["C eigen", "B regional", "A national"]
    assert titles(filled(step.pathway, wuppertal)) == ["Anderswo", "A national"]


def test_the_umbrella_fills_with_its_own_and_national_offers_only(
    goettingen: Network, umbrella: Network, childcare: Term
) -> None:
    step = PathwayStepFactory(pathway__steward=umbrella, terms=[childcare])
    OfferFactory(title="Eigen", steward=umbrella, terms=[childcare])
    OfferFactory(title="National", nationwide=True, steward=goettingen, terms=[childcare])
    OfferFactory(title="Regional", steward=goettingen, areas=["03159"], terms=[childcare])
    assert titles(filled(step.pathway, umbrella)) == ["Eigen", "National"]


def test_terms_below_count_and_other_topics_widen_and_other_schemes_narrow(
    goettingen: Network, childcare: Term, nursery: Term, course: Term
) -> None:
    money = TermFactory(slug="geld")
    wide = PathwayStepFactory(terms=[childcare, money])
    narrow = PathwayStepFactory(pathway=wide.pathway, terms=[childcare, course])
    OfferFactory(title="Kita", steward=goettingen, terms=[nursery])
    OfferFactory(title="Kitakurs", steward=goettingen, terms=[nursery, course])
    OfferFactory(title="Nur Geld", steward=goettingen, terms=[money])
    OfferFactory(title="Nur Kurs", steward=goettingen, terms=[course])
    filling = filled(narrow.pathway, goettingen)
    assert titles(filling, 1) == ["Kita", "Kitakurs", "Nur Geld"]
    assert titles(filling, 2) == ["Kitakurs"]


def test_offers_that_a_step_names_itself_come_first_where_they_are_valid(
    goettingen: Network, wuppertal: Network, childcare: Term
) -> None:
    fixed = OfferFactory(title="Z bestimmt", steward=goettingen, areas=["03159"])
    step = PathwayStepFactory(terms=[childcare], offers=[fixed])
    OfferFactory(title="Eigen", steward=goettingen, terms=[childcare])
    assert titles(filled(step.pathway, goettingen)) == ["Z bestimmt", "Eigen"]
    assert titles(filled(step.pathway, wuppertal)) == []


def test_nothing_that_is_hidden_expired_or_a_draft_fills_a_step(
    goettingen: Network, childcare: Term
) -> None:
    hidden = OfferFactory(nationwide=True, terms=[childcare])
    HiddenOfferFactory(network=goettingen, offer=hidden)
    expired = OfferFactory(steward=goettingen, valid_until=date(2020, 1, 1), terms=[childcare])
    draft = OfferFactory(steward=goettingen, live=False, terms=[childcare])
    step = PathwayStepFactory(terms=[childcare], offers=[hidden, expired, draft])
    filling = filled(step.pathway, goettingen)
    assert titles(filling) == []
    assert filling.steps[0].is_gap
    assert filling.has_gaps


def test_a_step_that_asks_for_no_offers_is_no_gap(goettingen: Network) -> None:
    filling = filled(PathwayStepFactory().pathway, goettingen)
    assert not filling.steps[0].is_gap
    assert not filling.has_gaps


def test_a_step_shows_a_handful_and_says_that_there_are_more(
    goettingen: Network, childcare: Term
) -> None:
    step = PathwayStepFactory(terms=[childcare])
    OfferFactory.create_batch(OFFERS_PER_STEP, steward=goettingen, terms=[childcare])
    assert not filled(step.pathway, goettingen).steps[0].has_more
    OfferFactory(steward=goettingen, terms=[childcare])
    first = filled(step.pathway, goettingen).steps[0]
    assert first.has_more
    assert len(first.offers) == OFFERS_PER_STEP
    assert first.filter_query == "topic=kinderbetreuung"


def test_telephones_are_those_for_the_life_situation(
    goettingen: Network, separation: Term, hotline: Term, childcare: Term
) -> None:
    step = PathwayStepFactory(pathway__life_situations=[separation], terms=[childcare])
    OfferFactory(title="Elterntelefon", nationwide=True, terms=[hotline, separation])
    OfferFactory(title="Anderes Telefon", nationwide=True, terms=[hotline])
    OfferFactory(title="Kein Telefon", nationwide=True, terms=[separation])
    filling = filled(step.pathway, goettingen)
    assert [offer.title for offer in filling.hotlines] == ["Elterntelefon"]


def test_steps_stand_in_their_order_with_their_numbers(goettingen: Network) -> None:
    pathway = PathwayFactory()
    PathwayStepFactory(pathway=pathway, title="Danach", sort_order=2)
    PathwayStepFactory(pathway=pathway, title="Zuerst", sort_order=1)
    filling = filled(pathway, goettingen)
    assert [(f.number, f.step.title) for f in filling] == [(1, "Zuerst"), (2, "Danach")]
    assert [f.step.title for f in filling.beginning_with(2)] == ["Danach"]
    assert len(filling.beginning_with(99).steps) == 2


def test_the_number_of_queries_depends_neither_on_steps_nor_on_offers(
    goettingen: Network, umbrella: Network, childcare: Term, course: Term, separation: Term
) -> None:
    pathway = PathwayFactory(steward=umbrella, life_situations=[separation])

    def queries() -> int:
        read = Pathway.objects.with_steps().prefetch_related("life_situations").get(pk=pathway.pk)
        network = Network.objects.get(pk=goettingen.pk)
        assert network.area_keys
        assert network.area_postcodes == []
        with CaptureQueriesContext(
            connection,
        ) as captured:
            for step in fill(read, network):
                for offer in step.offers:
                    assert offer.words.title
                    list(offer.contacts.all())
        return len(captured)

    PathwayStepFactory(pathway=pathway, terms=[childcare])
    OfferFactory(nationwide=True, terms=[childcare])
    few = queries()
    for _number in range(6):
        offers = OfferFactory.create_batch(3, nationwide=True, terms=[childcare, course])
        PathwayStepFactory(pathway=pathway, terms=[childcare, course], offers=offers)
    assert queries() == few
    # What the network selects, the offers of all steps, those that are shown, and their contacts.
    assert few == 4
