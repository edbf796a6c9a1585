"""The leaflet: addresses that were chosen, or the usual ones; a code; few queries; its form."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from network_core.directory.models import ContactPoint, Membership, Offer, OpeningHours, Partner
from network_core.networks.models import Network
from sites.models import LeafletPage
from tests.factories import (
    AdministratorFactory,
    HiddenOfferFactory,
    HiddenPartnerFactory,
    LocalNoteFactory,
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
)
from tests.sites.making import home_of, make_network, read

pytestmark = pytest.mark.django_db

PATH = "/de/wichtige-adressen/"


@pytest.fixture
def network() -> Network:
    return make_network(region_keys=["03159"])


def page_of(network: Network) -> LeafletPage:
    """The leaflet that every network gets when it is made."""
    return LeafletPage.objects.child_of(home_of(network)).get()


def offer(network: Network, title: str, phone: str = "0551 123", **facts: Any) -> Offer:
    made = OfferFactory(title=title, steward=network, **facts)
    if phone:
        ContactPoint.objects.create(offer=made, kind="phone", value=phone)
    return made


def names(html: str) -> list[str]:
    """The names on the sheet, in order."""
    found = re.findall(r'class="leaf__name"[^>]*>\s*<a[^>]*>([^<]+)</a>', html)
    return [name.strip() for name in found]


def choose(page: LeafletPage, *records: Offer | Partner) -> None:
    page.addresses = [(record._meta.model_name, record) for record in records]
    page.save_revision().publish()


def test_every_network_has_one_and_the_footer_leads_there(network: Network) -> None:
    assert f'href="{PATH}"' in read(network, "/de/")
    assert "QR-Code" in read(network, PATH)


def test_what_was_chosen_stands_there_in_that_order_and_nothing_else(network: Network) -> None:
    first, second = offer(network, "Zuerst"), offer(network, "Danach")
    partner = PartnerFactory(name="Amt", steward=network, phone="0551 9", city="Göttingen")
    offer(network, "Nicht gewählt")
    choose(page_of(network), first, partner, second)
    html = read(network, PATH)
    assert names(html) == ["Zuerst", "Amt", "Danach"]
    assert 'href="tel:+495519"' in html


def test_an_address_is_as_the_directory_has_it_now(network: Network) -> None:
    chosen = offer(network, "Beratung")
    choose(page_of(network), chosen)
    for weekday in range(5):
        OpeningHours.objects.create(offer=chosen, weekday=weekday, opens="09:00", closes="12:30")
    ContactPoint.objects.filter(offer=chosen).update(value="0551 777", label="Anmeldung")
    LocalNoteFactory(network=network, offer=chosen, phone="0551 888")
    html = read(network, PATH)
    assert "Montag bis Freitag 09:00–12:30" in html
    assert "Anmeldung:" in html
    assert "0551 777" in html
    assert "0551 888" in html


def test_a_record_that_is_not_public_any_more_is_left_out(network: Network) -> None:
    gone, hidden, stays = (offer(network, name) for name in ("Weg", "Versteckt", "Bleibt"))
    partner = PartnerFactory(name="Amt", steward=network, phone="0551 9")
    choose(page_of(network), gone, hidden, stays, partner)
    gone.unpublish()
    HiddenOfferFactory(network=network, offer=hidden)
    HiddenPartnerFactory(network=network, partner=partner)
    assert names(read(network, PATH)) == ["Bleibt"]


def test_without_a_choice_it_has_ten_usual_addresses(network: Network, umbrella: Network) -> None:
    offer(network, "B eigenes")
    offer(network, "A eigenes, erfunden", is_example=True)
    offer(network, "Ohne Kontakt", phone="")
    office = PartnerFactory(name="Z Koordination", steward=network, email="z@example.org")
    MembershipFactory(network=network, partner=office, role=Membership.Role.COORDINATION)
    member = PartnerFactory(name="A Mitglied", steward=network, phone="0551 5")
    MembershipFactory(network=network, partner=member)
    MembershipFactory(network=network, partner=PartnerFactory(name="Unerreichbar"))
    concealed = PartnerFactory(name="Verborgen", phone="0551 6")
    MembershipFactory(network=network, partner=concealed)
    HiddenPartnerFactory(network=network, partner=concealed)
    for number in range(9):
        offer(umbrella, f"Bundesweit {number}", nationwide=True)
    offer(umbrella, "Aus einer anderen Gegend")
    assert names(read(network, PATH)) == [
        "B eigenes",
        "A eigenes, erfunden",
        "Z Koordination",
        "A Mitglied",
        *(f"Bundesweit {number}" for number in range(6)),
    ]


def test_the_code_is_a_drawing_in_the_page_without_style_or_script(network: Network) -> None:
    html = read(network, PATH)
    (code,) = re.findall(r"<svg[^>]*class=\"segno\".*?</svg>", html, re.DOTALL)
    assert "viewBox" in code
    assert "style" not in code
    assert "probe.localhost" in html


def test_a_leaflet_costs_few_queries_however_much_there_is(
    network: Network, umbrella: Network
) -> None:
    def count() -> int:
        client = Client(headers={"host": network.site.hostname})
        client.get(PATH)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PATH).status_code == 200
        return len(captured)

    def add(number: int) -> None:
        for _ in range(number):
            made = offer(network, "Eigenes", partner=PartnerFactory(steward=network))
            LocalNoteFactory(network=network, offer=made)
            partner = PartnerFactory(steward=network, phone="0551 3")
            MembershipFactory(network=network, partner=partner)
            offer(umbrella, "Bundesweit", nationwide=True)

    add(1)
    usual = count()
    add(4)
    assert count() <= usual <= 25
    choose(page_of(network), *Offer.objects.filter(steward=network)[:1])
    chosen = count()
    choose(page_of(network), *Offer.objects.filter(steward=network)[:5])
    assert count() <= chosen <= 25


def test_an_editor_chooses_and_the_form_refuses_drafts_and_an_eleventh(network: Network) -> None:
    page = page_of(network)
    good, draft = offer(network, "Gut"), offer(network, "Entwurf")
    draft.unpublish()
    client = Client()
    client.force_login(AdministratorFactory())

    def save(*offers: Offer) -> Any:
        data = nested_form_data(
            {
                "title": page.title,
                "slug": page.slug,
                "introduction": "",
                "addresses": streamfield([("offer", chosen.pk) for chosen in offers]),
                "body": streamfield([]),
                "action-publish": "1",
            }
        )
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return client.post(url, data, headers={"host": network.site.hostname})

    assert save(draft).status_code == 200
    assert save(*[good] * 11).status_code == 200
    assert save(good).status_code == 302
    assert names(read(network, PATH)) == ["Gut"]
