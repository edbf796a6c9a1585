"""Searching for partners and offers in lists and choosers of the admin."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from network_core.directory.models import Offer, OfferPlace
from network_core.jobs.runner import run_job
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from search.lists.models import ListWords
from tests.factories import OfferFactory, PartnerFactory

pytestmark = pytest.mark.django_db
Find = Callable[..., list[str]]

OFFERS = "wagtailsnippets_directory_offer:list"
PARTNERS = "wagtailsnippets_directory_partner:list"
CHOOSE_OFFER = "wagtailsnippetchoosers_directory_offer:choose_results"
CHOOSE_PARTNER = "wagtailsnippetchoosers_directory_partner:choose_results"


@pytest.fixture
def find(enter: Callable[..., Client], network_a: Network) -> Find:
    """Search a list as an editor of network A; which of the titles are in it."""
    client = enter(Role.EDITOR, network_a)

    def found(address: str, query: str) -> list[str]:
        response = client.get(reverse(address), {"q": query})
        assert response.status_code == 200
        key = "object_list" if "object_list" in response.context else "results"
        return sorted(str(record) for record in response.context[key])

    return found


@pytest.mark.parametrize("address", [OFFERS, CHOOSE_OFFER])
@pytest.mark.parametrize(
    "query",
    [
        "Göttingen",
        "goettingen",
        "Gottingen",
        "GÖTTINGEN",
        "götting",
        "37073",
        "Kinderbetreuung",
        "kinderbetr",
        "betreuung kinder",
        "betreuu",
        "Kinder-Betreuung Göttingen",
        "Berater",
        "Beraterin",
        "beratung am abend",
        "caritas",
        "caritas kinderbetreuung",
    ],
)
def test_offers_are_found_as_visitors_find_them(
    find: Find, network_a: Network, address: str, query: str
) -> None:
    partner = PartnerFactory(steward=network_a, name="Caritas")
    offer = OfferFactory(
        steward=network_a,
        partner=partner,
        title="Abendliche Kinderbetreuung",
        summary="Berater*innen helfen am Abend.",
    )
    OfferPlace.objects.create(offer=offer, city="Göttingen", postal_code="37073")
    OfferFactory(steward=network_a, title="Wohngeld")
    assert find(address, query) == ["Abendliche Kinderbetreuung"]


@pytest.mark.parametrize("address", [PARTNERS, CHOOSE_PARTNER])
@pytest.mark.parametrize("query", ["goettingen", "Gottingen", "frauenbüro", "frauenbuero göt"])
def test_partners_are_found_likewise(
    find: Find, network_a: Network, address: str, query: str
) -> None:
    PartnerFactory(steward=network_a, name="Frauenbüro", city="Göttingen")
    PartnerFactory(steward=network_a, name="Jugendamt", city="Wuppertal")
    assert find(address, query) == ["Frauenbüro"]


@pytest.mark.parametrize("query", ["pizza", "abend pizza", "___", "%", "'", "und", "…"])
def test_other_words_find_nothing(find: Find, network_a: Network, query: str) -> None:
    OfferFactory(steward=network_a, title="Abendkurs", summary="Lernen")
    assert find(OFFERS, query) == []


def test_own_drafts_are_found_by_what_they_say_and_those_of_others_never(
    find: Find, network_a: Network, network_b: Network
) -> None:
    own = OfferFactory(steward=network_a, title="Krabbelgruppe", live=False)
    OfferFactory(steward=network_b, title="Krabbelgruppe geheim", live=False)
    assert find(OFFERS, "krabbelgruppen") == ["Krabbelgruppe"]
    assert find(CHOOSE_OFFER, "krabbelgruppen") == ["Krabbelgruppe"]
    own.title = "Spielkreis"
    own.save_revision()
    words = ListWords.objects.get(object_type="offer", object_pk=own.pk).words
    assert "spielkreis" in words


def test_what_is_drafted_about_a_published_record_is_no_way_to_it(
    find: Find, network_a: Network, network_b: Network
) -> None:
    hidden = PartnerFactory(steward=network_b, name="Frauenhaus Verborgen", live=False)
    offer = OfferFactory(steward=network_b, title="Zuflucht", partner=hidden)
    place = OfferPlace.objects.create(
        offer=offer, city="Wuppertal", postal_code="42103", is_protected=True
    )
    offer.title = "Geheimplan"
    offer.save_revision()
    assert find(OFFERS, "Zufluchten") == ["Zuflucht"]
    assert find(OFFERS, "wuppertal") == ["Zuflucht"]
    for query in ("geheimplan", place.postal_code, "verborgene"):
        assert find(OFFERS, query) == [], query


def test_an_unpublished_partner_of_others_is_neither_shown_nor_found_by_its_name(
    enter: Callable[..., Client], find: Find, network_a: Network, network_b: Network
) -> None:
    hidden = PartnerFactory(steward=network_b, name="Frauenhaus Verborgen", live=False)
    offer = OfferFactory(steward=network_b, title="Zuflucht", partner=hidden)
    read = reverse("wagtailsnippets_directory_offer:inspect", args=[offer.pk])
    file = reverse(OFFERS) + "?export=csv"
    for address in (read, file):
        response = enter(Role.EDITOR, network_a).get(address)
        assert b"Verborgen" not in response.getvalue()
    for address in (OFFERS, CHOOSE_OFFER):
        assert find(address, "Verborgen") == []
        listed = enter(Role.EDITOR, network_a).get(reverse(address)).content.decode()
        assert "Zuflucht" in listed
        assert "Verborgen" not in listed
    assert "Verborgen" in enter(Role.EDITOR, network_b).get(reverse(PARTNERS)).content.decode()


def test_changes_are_found_at_once_and_what_sent_no_signal_overnight(
    find: Find, network_a: Network
) -> None:
    offer = OfferFactory(steward=network_a, title="Alter Name")
    offer.title = "Müttercafé"
    offer.save()
    assert find(OFFERS, "muettercafe") == ["Müttercafé"]
    Offer.objects.filter(pk=offer.pk).update(title="Vätercafé")
    ListWords.objects.update(analysis=0)
    gone = OfferFactory(steward=network_a)
    Offer.objects.filter(pk=gone.pk)._raw_delete(using="default")
    run = run_job("complete_list_words")
    assert run is not None
    assert run.result == "1 Einträge vervollständigt"
    assert find(OFFERS, "vaetercafe") == ["Vätercafé"]
    assert not ListWords.objects.filter(object_pk=gone.pk, object_type="offer").exists()
    offer.delete()
    assert not ListWords.objects.filter(object_type="offer").exists()


def test_the_number_of_queries_of_a_search_does_not_depend_on_the_records(
    find: Find, network_a: Network, django_assert_max_num_queries: Callable
) -> None:
    for number in range(40):
        OfferFactory(steward=network_a, title=f"Kinderbetreuung {number}")
    find(OFFERS, "kinderbetreuung")
    with django_assert_max_num_queries(40):
        find(OFFERS, "kinderbetreuung abends für alle kinder")
