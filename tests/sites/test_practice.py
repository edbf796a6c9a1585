"""Examples of practice, as professionals find them."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from network_core.networks.models import Network
from sites.models import PracticeIndexPage, PracticePage
from tests.factories import AdministratorFactory, PartnerFactory
from tests.sites.making import below, home_of, make_network, read, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return make_network()


@pytest.fixture
def collection(network: Network) -> PracticeIndexPage:
    return below(home_of(network), PracticeIndexPage(title="Praxis", slug="praxis"))


def example(collection: PracticeIndexPage, name: str, *fields: str, **facts: Any) -> PracticePage:
    facts = {"aim": "Mehr Zeit", "what_worked": "Ein Termin im Monat"} | facts
    page = PracticePage(title=f"Praxis {name}", slug=name.lower(), **facts)
    page.fields_of_work.add(*fields)
    return below(collection, page)


def test_an_example_says_field_aim_result_and_contact(
    network: Network, collection: PracticeIndexPage
) -> None:
    partner = PartnerFactory(name="Fachstelle", slug="fachstelle", steward=network)
    facts = {"partner": partner, "contact_name": "Frau Muster", "contact_phone": "0551 12345"}
    example(collection, "Eins", "Jungenarbeit", **facts)
    html = read(network, "/de/praxis/eins/")
    for text in ("Mehr Zeit", "Ein Termin im Monat", "Frau Muster", "Fachstelle", "tel:"):
        assert text in html
    assert 'href="/de/praxis/?feld=jungenarbeit"' in html
    partner.unpublish()
    assert "Fachstelle" not in read(network, "/de/praxis/eins/")


def test_an_invented_example_is_marked(network: Network, collection: PracticeIndexPage) -> None:
    example(collection, "Eins", "Ehrenamt", is_example=True)
    example(collection, "Zwei", "Ehrenamt")
    assert "Diese Praxis ist erfunden" in read(network, "/de/praxis/eins/")
    assert "Diese Praxis ist erfunden" not in read(network, "/de/praxis/zwei/")
    assert read(network, "/de/praxis/").count("c-badge--example") == 1


def test_a_field_of_work_narrows_the_list(network: Network, collection: PracticeIndexPage) -> None:
    example(collection, "Eins", "Ehrenamt")
    example(collection, "Zwei", "Ehrenamt", "Jungenarbeit")
    example(collection, "Drei", "Gleichstellung")
    html = read(network, "/de/praxis/", feld="ehrenamt")
    assert "Praxis Eins" in html
    assert "Praxis Zwei" in html
    assert "Praxis Drei" not in html
    assert 'Ehrenamt <span class="u-muted">2</span>' in html


def test_an_unknown_field_narrows_nothing(network: Network, collection: PracticeIndexPage) -> None:
    example(collection, "Eins", "Ehrenamt")
    assert "Praxis Eins" in read(network, "/de/praxis/", feld="\x00weg")


def test_fields_of_drafts_and_of_other_networks_are_not_offered(
    network: Network, collection: PracticeIndexPage
) -> None:
    example(collection, "Eins", "Ehrenamt", "Jungenarbeit")
    example(collection, "Zwei", "Geheim").unpublish()
    elsewhere = below(home_of(make_network("andere")), PracticeIndexPage(title="P", slug="praxis"))
    example(elsewhere, "Drei", "Ehrenamt", "Anderswo")
    html = read(network, "/de/praxis/")
    assert 'Ehrenamt <span class="u-muted">1</span>' in html
    assert "Geheim" not in html
    assert "Anderswo" not in html


def test_the_number_of_queries_does_not_grow(
    network: Network, collection: PracticeIndexPage
) -> None:
    def count(path: str) -> int:
        visit(network, path)
        with CaptureQueriesContext(connection) as queries:
            read(network, path)
            return len(queries)

    example(collection, "E0", "Ehrenamt", date=date(2026, 1, 1))
    paths = ("/de/praxis/", "/de/praxis/?feld=ehrenamt", "/de/praxis/e0/")
    before = [count(path) for path in paths]
    for number in range(1, 6):
        example(collection, f"E{number}", "Ehrenamt", f"Feld {number}")
    assert [count(path) for path in paths] == before


def test_an_editor_writes_an_example_in_the_admin(
    network: Network, collection: PracticeIndexPage, client: Client
) -> None:
    client.force_login(AdministratorFactory())
    form = {
        "title": "Neu",
        "slug": "neu",
        "date": "2026-02-01",
        "fields_of_work": '"Männer- und Jungenarbeit", Ehrenamt',
        "introduction": "",
        "aim": "Väter erreichen",
        "what_worked": "Abends öffnen",
        "body": streamfield([]),
        "partner": "",
        "contact_name": "",
        "contact_email": "",
        "contact_phone": "",
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    address = reverse("wagtailadmin_pages:add", args=["sites", "practicepage", collection.pk])
    response = client.post(address, nested_form_data(form), headers={"host": "probe.localhost"})
    assert response.status_code == 302
    html = read(network, "/de/praxis/neu/")
    assert "Väter erreichen" in html
    assert "Männer- und Jungenarbeit" in html
