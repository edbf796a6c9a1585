"""Companies offer work and training, and single parents find what they offer."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from network_core.mail import delivery
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.taxonomy.loading import load_taxonomy
from network_core.taxonomy.models import Term
from sites.models import CompanyPage
from tests.factories import OfferFactory
from tests.sites.making import below, home_of, make_network, read, visit

pytestmark = pytest.mark.django_db

FILLED = {
    "company": "Bäckerei Muster",
    "contact_person": "Kim Muster",
    "email": "kim@example.org",
    "phone": "",
    "kinds": ["part_time_training", "placement"],
    "message": "Ab Herbst.",
}


@pytest.fixture
def network() -> Network:
    network = make_network(contact_email="netz@example.org")
    below(home_of(network), CompanyPage(title="Für Unternehmen"))
    return network


def send(network: Network, **changes: object) -> HttpResponse:
    """Fill in the form as a person does, who needs some seconds for it."""
    html = read(network, "/de/unternehmen/")
    token = re.search(r'name="form_token" value="([^"]+)"', html)
    assert token
    with time_machine.travel(timezone.now() + timedelta(seconds=30)):
        return Client().post(
            "/de/unternehmen/senden/",
            FILLED | {"form_token": token[1]} | changes,
            headers={"host": network.site.hostname},
        )


def deliver() -> None:
    # The form was sent half a minute after it was shown.
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        for waiting in OutgoingMail.objects.all():
            delivery.try_to_send(waiting.pk)


def test_what_a_company_offers_is_mailed_to_the_network(network: Network) -> None:
    response = send(network)
    assert response.status_code == 303
    assert response["Location"].endswith("/de/unternehmen/?gesendet")
    deliver()
    (message,) = mail.outbox
    assert message.to == ["netz@example.org"]
    assert "kim@example.org" in message.reply_to[0]
    assert "Bäckerei Muster" in message.subject
    for text in ("Kim Muster", "Ausbildung in Teilzeit", "Praktikum", "Ab Herbst."):
        assert text in message.body
    assert "vereinbaren lässt" not in message.body
    assert "Danke" in read(network, "/de/unternehmen/", gesendet="")


def test_a_reload_of_the_sending_address_leads_to_the_page(network: Network) -> None:
    response = visit(network, "/de/unternehmen/senden/")
    assert response.status_code == 302
    assert response["Location"] == "/de/unternehmen/"


def test_nobody_gets_a_cookie(network: Network) -> None:
    assert not visit(network, "/de/unternehmen/").cookies
    assert not send(network).cookies


def test_errors_lose_nothing(network: Network) -> None:
    response = send(network, email="kein-at", contact_person="")
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="Bäckerei Muster"' in html
    assert 'value="kein-at"' in html
    assert len(re.findall(r'type="checkbox"[^>]*checked', html)) == 2
    assert "Ab Herbst." in html
    deliver()
    assert mail.outbox == []


def test_a_company_is_reached_by_mail_or_by_phone(network: Network) -> None:
    refused = send(network, email="", phone="")
    assert "E-Mail-Adresse oder eine Telefonnummer" in refused.content.decode()
    assert send(network, email="", phone="0551 12345").status_code == 303


def test_every_error_leads_to_a_field(network: Network) -> None:
    html = send(network, company="", kinds=[]).content.decode()
    summary = html[html.index("data-error-summary") : html.index("</ul>", html.index("data-error"))]
    targets = re.findall(r'href="#([^"]*)"', summary)
    assert len(targets) == 2
    assert all(f'id="{target}"' in html for target in targets)


def test_unknown_kinds_are_refused(network: Network) -> None:
    assert send(network, kinds=["everything"]).status_code == 422


def test_a_network_without_a_mail_address_has_no_form(network: Network) -> None:
    Network.objects.update(contact_email="")
    assert "form_token" not in read(network, "/de/unternehmen/")
    response = Client().post("/de/unternehmen/senden/", headers={"host": network.site.hostname})
    assert response.status_code == 404


def test_offers_of_companies_are_listed_and_others_are_not(network: Network) -> None:
    load_taxonomy()
    kind = Term.objects.get(scheme="format", slug="unternehmensangebot")
    OfferFactory(title="Ausbildung in der Bäckerei", steward=network, terms=[kind])
    OfferFactory(title="Kochkurs", steward=network)
    OfferFactory(title="Anderswo", steward=make_network("andere"), terms=[kind])
    html = read(network, "/de/unternehmen/")
    assert "Ausbildung in der Bäckerei" in html
    assert "Kochkurs" not in html
    assert "Anderswo" not in html
    listed = read(network, "/de/angebote/", format="unternehmensangebot")
    assert "Ausbildung in der Bäckerei" in listed
    assert "Kochkurs" not in listed
