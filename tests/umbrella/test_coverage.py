"""Where what is missing: own and national offers by term, what stands behind a cell, pathways."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network_core.directory.models import OfferLanguage
from network_core.networks.models import Network
from network_core.statistics.models import DailyCount
from network_core.taxonomy.models import Term
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from network_core.umbrella.coverage import Coverage, languages_by_topic
from tests.factories import (
    ComparisonProfileFactory,
    HiddenOfferFactory,
    NetworkFactory,
    OfferFactory,
    PathwayFactory,
    PathwayStepFactory,
    SelectionFactory,
    TermFactory,
    person,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def money(db: None) -> Term:
    """A topic with two below it."""
    return TermFactory(slug="geld", label="Geld")


@pytest.fixture
def rent(money: Term) -> Term:
    """A topic below."""
    return TermFactory(slug="miete", label="Miete", parent=money)


@pytest.fixture
def tax(money: Term) -> Term:
    """Another topic below."""
    return TermFactory(slug="steuer", label="Steuer", parent=money)


def numbers(network: Network, scheme: str = "topic", under: str = "") -> dict[str, tuple[int, int]]:
    """Slug of each column → own and national offers."""
    networks = list(Network.objects.filter(is_umbrella=False))
    coverage = Coverage(networks, scheme, under)
    return {
        term.slug: (cell.own, cell.national)
        for term, cell in zip(coverage.columns, coverage.cells(network), strict=True)
    }


def test_offers_count_once_for_a_topic_and_all_below_it(
    goettingen: Network, wuppertal: Network, umbrella: Network, money: Term, rent: Term, tax: Term
) -> None:
    TermFactory(slug="alltag")
    OfferFactory(steward=goettingen, terms=[rent, tax])
    OfferFactory(steward=goettingen, terms=[money])
    OfferFactory(steward=goettingen, terms=[money], live=False)
    OfferFactory(steward=umbrella, nationwide=True, terms=[rent, tax])
    OfferFactory(steward=umbrella, nationwide=True, terms=[rent], live=False)
    assert numbers(goettingen) == {"geld": (2, 1), "alltag": (0, 0)}
    assert numbers(wuppertal) == {"geld": (0, 1), "alltag": (0, 0)}
    assert numbers(goettingen, under="geld") == {"miete": (1, 1), "steuer": (1, 1)}


def test_national_offers_count_where_they_are_shown(
    goettingen: Network, wuppertal: Network, umbrella: Network, money: Term, rent: Term
) -> None:
    mothers = TermFactory(scheme__slug="audience", slug="muetter")
    young = TermFactory(scheme__slug="audience", slug="junge", parent=mothers)
    SelectionFactory(network=goettingen, terms=[mothers])
    OfferFactory(steward=umbrella, nationwide=True, terms=[rent, young])
    OfferFactory(steward=umbrella, nationwide=True, terms=[rent])
    hidden = OfferFactory(steward=umbrella, nationwide=True, terms=[money, mothers])
    HiddenOfferFactory(network=goettingen, offer=hidden)
    OfferFactory(steward=goettingen, nationwide=True, terms=[money, mothers])
    assert numbers(goettingen) == {"geld": (1, 1)}
    assert numbers(wuppertal) == {"geld": (0, 4)}


def test_every_scheme_has_its_matrix(goettingen: Network) -> None:
    for scheme in ("life_situation", "format", "audience"):
        term = TermFactory(scheme__slug=scheme, slug=f"{scheme}-1".replace("_", "-"))
        OfferFactory(steward=goettingen, terms=[term])
        assert numbers(goettingen, scheme) == {term.slug: (1, 0)}


def test_languages_by_topic(goettingen: Network, wuppertal: Network, rent: Term, tax: Term) -> None:
    for network, terms, codes in (
        (goettingen, [rent, tax], ["de", "tr"]),
        (goettingen, [tax], ["tr", "ar"]),
        (wuppertal, [rent], ["ar"]),
    ):
        offer = OfferFactory(steward=network, terms=terms)
        for code in codes:
            OfferLanguage.objects.create(offer=offer, code=code)
    networks = [goettingen, wuppertal]
    rows = {row.code: row.numbers for row in languages_by_topic(Coverage(networks, "topic"))}
    assert rows == {"tr": [2], "ar": [2]}
    below = languages_by_topic(Coverage(networks, "topic", "geld"), goettingen)
    assert {row.code: row.numbers for row in below} == {"tr": [1, 2], "ar": [0, 1]}


def test_the_matrix_takes_four_queries_however_many_networks_and_terms(
    goettingen: Network, umbrella: Network, money: Term, rent: Term
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            networks = list(Network.objects.filter(is_umbrella=False))
            coverage = Coverage(networks, "topic")
            assert all(coverage.cells(network) for network in networks)
        return len(captured)

    assert queries() <= 4
    for number in range(6):
        network = NetworkFactory()
        term = TermFactory(slug=f"thema-{number}")
        SelectionFactory(network=network, terms=[term])
        offer = OfferFactory(steward=umbrella, nationwide=True, terms=[term, rent])
        HiddenOfferFactory(network=network, offer=offer)
    assert queries() <= 4


def get(client: Client, name: str, *args: str, **query: Any) -> Any:
    """The page."""
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response


def test_gaps_are_named_in_words_and_lead_to_what_helps(
    enter: Enter,
    staff: User,
    goettingen: Network,
    wuppertal: Network,
    umbrella: Network,
    rent: Term,
) -> None:
    client = enter(staff)
    Network.objects.filter(pk=goettingen.pk).update(contact_email="hilfe@goettingen.example")
    OfferFactory(steward=goettingen, terms=[rent])
    html = get(client, "coverage").content.decode()
    assert "Lücke:" in html
    national = OfferFactory(steward=umbrella, nationwide=True, terms=[rent], title="Mieterbund")
    assert "nur bundesweite:" in get(client, "coverage").content.decode()
    for word, times, days_ago in (
        ("wohnung mit kind", 9, 0),
        ("ein name", 2, 0),
        ("vor dreißig tagen", 9, 30),
    ):
        DailyCount.objects.create(
            network=wuppertal,
            kind="search_without_hit",
            key=word,
            day=timezone.localdate() - timedelta(days=days_ago),
            count=times,
        )
    cell = get(client, "coverage_cell", "wuppertal", "topic", "miete").content.decode()
    assert national.title in cell
    assert "wohnung mit kind (9)" in cell
    assert "ein name" not in cell
    assert "vor dreißig tagen" not in cell
    assert "hilfe@goettingen.example" in cell
    for args in (("wuppertal", "topic", "x"), ("x", "topic", "miete"), ("wuppertal", "x", "miete")):
        assert client.get(reverse("coverage_cell", args=args)).status_code == 404


def test_networks_with_most_gaps_can_come_first(
    enter: Enter, staff: User, goettingen: Network, wuppertal: Network, rent: Term
) -> None:
    OfferFactory(steward=goettingen, terms=[rent])
    rows = get(enter(staff), "coverage", sort="gaps").context["rows"]
    assert [network.slug for network, _cells, _gaps in rows][-1] == "goettingen"
    assert get(enter(staff), "coverage", scheme="unsinn", under="x", p="z")


def test_a_coordinator_sees_what_is_open_and_no_words_of_others(
    enter: Enter, goettingen: Network, wuppertal: Network, network_a: Network, rent: Term
) -> None:
    ComparisonProfileFactory(network=goettingen, seen_by="networks")
    PathwayStepFactory(pathway__steward=wuppertal, pathway__title="Geheimer Weg", terms=[rent])
    DailyCount.objects.create(
        network=goettingen,
        kind="search_without_hit",
        key="wohnung mit kind",
        day=timezone.localdate(),
        count=9,
    )
    client = enter(person(network_a, Role.COORDINATOR))
    rows = get(client, "coverage").context["rows"]
    assert [network.slug for network, _cells, _gaps in rows] == ["a-netz", "goettingen"]
    assert (
        "wohnung"
        not in get(client, "coverage_cell", "goettingen", "topic", "miete").content.decode()
    )
    assert get(client, "coverage_cell", "a-netz", "topic", "miete")
    refused = client.get(reverse("coverage_cell", args=["wuppertal", "topic", "miete"]))
    assert refused.status_code in (302, 403)
    assert "wuppertal" not in get(client, "coverage_languages").content.decode()
    assert "Geheimer Weg" not in get(client, "pathways_compared").content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR])
def test_nobody_else_reaches_it(enter: Enter, network_a: Network, rent: Term, role: Role) -> None:
    client = enter(person(network_a, role))
    for address in (
        reverse("coverage"),
        reverse("coverage_languages"),
        reverse("pathways_compared"),
        reverse("coverage_cell", args=["a-netz", "topic", "miete"]),
    ):
        assert client.get(address).status_code in (302, 403), address


def test_pathways_say_where_their_chain_breaks(
    enter: Enter, staff: User, umbrella: Network, goettingen: Network, rent: Term, tax: Term
) -> None:
    pathway = PathwayFactory(steward=umbrella, title="Trennung")
    PathwayStepFactory(pathway=pathway, title="Nur ein Rat")
    PathwayStepFactory(pathway=pathway, title="Wohnung finden", terms=[rent])
    PathwayStepFactory(pathway=pathway, title="Steuerklasse wechseln", terms=[tax])
    OfferFactory(steward=goettingen, terms=[rent])
    client = enter(staff)
    [summary] = get(client, "pathways_compared").context["pathways"]
    assert (summary.networks, summary.complete) == (2, 0)
    assert (summary.weakest.title, summary.lacking) == ("Steuerklasse wechseln", 2)
    page = get(client, "pathways_compared", pathway=pathway.slug)
    assert [step.title for step in page.context["steps"]] == [
        "Wohnung finden",
        "Steuerklasse wechseln",
    ]
    rows = {network.slug: gaps for network, _one, gaps in page.context["rows"]}
    assert rows == {"goettingen": [False, True], "a-netz": [True, True]}
