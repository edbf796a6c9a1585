"""A machine fills the empty fields of a record's words; a person reads and saves them."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from infra.settings.machine_translation import machine_translation
from network_core.directory.models import Offer
from network_core.machine_translation.models import MachineProposal, SentCharacters
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.words.models import mirror_german_words
from tests.admin_forms import posted
from tests.factories import EventFactory, OfferFactory, TermFactory, let_speak, person
from tests.machine_translation.conftest import Service, deepl, service
from tests.translation_aids.making import enter, told

__all__ = ["deepl", "service"]

UNREAD = "von niemandem gelesen"
LINK = '<p>Lesen Sie <a href="https://example.org/weg">den Weg</a>.</p>'


@pytest.fixture
def offer(network_a: Network) -> Offer:
    """An offer with a link and a telephone number in its rich text."""
    let_speak(network_a, "tr", "de-simple")
    made: Offer = OfferFactory(
        steward=network_a,
        title="Hilfe & Rat",
        summary="Rufen Sie an: 0551 400 30 00",
        description=f"{LINK}<p>0551 400 30 00</p>",
    )
    mirror_german_words(made)
    return made


@pytest.fixture
def client(network_a: Network, offer: Offer) -> Client:
    """Who translates into Turkish."""
    return enter(person(network_a, Role.TRANSLATOR, "tr"), network_a)


def address(record: Any, key: str = "offer", language: str = "tr") -> str:
    return reverse("translate_words", args=[key, record.pk, language])


def propose(client: Client, url: str, **typed: str) -> HttpResponse:
    """Press the button, with something typed."""
    answer = client.post(url, posted(client.get(url), action="propose", **typed))
    assert answer.status_code == 200
    return answer


def shown(answer: HttpResponse) -> dict[str, str]:
    return {field.name: field.value() for field in answer.context["form"]}


def test_empty_fields_are_filled_and_nothing_is_saved(
    deepl: Service, client: Client, offer: Offer
) -> None:
    url = address(offer)
    assert "kommen von DeepL" in client.get(url).content.decode()
    answer = propose(client, url, title="Yardım")
    words = shown(answer)
    assert words["title"] == "Yardım"
    assert words["summary"] == "TR Rufen Sie an: 0551 400 30 00"
    assert words["description"] == (
        '<p>TR Lesen Sie <a href="https://example.org/weg">den Weg</a>.</p><p>0551 400 30 00</p>'
    )
    assert deepl.asked == [
        ['Rufen Sie an: <x id="0"/>', 'Lesen Sie <a id="a1">den Weg</a>.'],
    ]
    assert answer.content.decode().count(UNREAD) == 2
    assert "Gespeichert ist noch nichts" in told(answer)
    assert not offer.texts.filter(locale__language_code="tr").exists()
    # Asked again, what is there already costs nothing and stays marked.
    again = client.post(url, posted(answer, action="propose"))
    assert again.content.decode().count(UNREAD) == 2
    assert len(deepl.asked) == 1
    assert client.post(url, posted(again, action="save")).status_code == 302
    row = offer.texts.get(locale__language_code="tr").get_latest_revision_as_object()
    assert row.summary == "TR Rufen Sie an: 0551 400 30 00"
    assert "https://example.org/weg" in row.description


def test_it_stays_marked_when_saving_is_refused(
    deepl: Service, client: Client, offer: Offer
) -> None:
    url = address(offer)
    answer = propose(client, url)
    Offer.objects.filter(pk=offer.pk).update(eligibility="Alle")
    refused = client.post(url, posted(answer, action="save", title="Yardım"))
    html = refused.content.decode()
    assert "Der deutsche Text wurde geändert" in html
    assert shown(refused)["title"] == "Yardım"
    assert html.count(UNREAD) == 2


def test_names_and_contacts_are_not_sent(
    deepl: Service, client: Client, network_a: Network
) -> None:
    event = EventFactory(
        network=network_a,
        title="Frühstück",
        summary="Anna Muster (anna@example.org) lädt ein. Frau Muster kocht.",
        contact_name="Dr. Anna Muster",
    )
    answer = propose(client, address(event, "event"))
    sent = " ".join(text for texts in deepl.asked for text in texts)
    assert "Frühstück" in sent
    assert "Muster" not in sent
    assert "example.org" not in sent
    assert "TR Anna Muster (anna@example.org)" in shown(answer)["summary"]


@pytest.mark.parametrize(
    ("breaks", "seconds", "message"),
    [("", 1.5, "nicht rechtzeitig geantwortet"), ("hangs up", 0, "nicht erreichbar")],
)
def test_a_service_that_fails_loses_nothing(
    deepl: Service, client: Client, offer: Offer, breaks: str, seconds: float, message: str
) -> None:
    deepl.breaks, deepl.seconds = breaks, seconds
    answer = propose(client, address(offer), title="Yardım")
    assert message in told(answer)
    assert "steht noch unten" in told(answer)
    assert shown(answer)["title"] == "Yardım"
    assert UNREAD not in answer.content.decode()


def test_an_answer_with_other_links_is_not_used(
    deepl: Service, client: Client, offer: Offer
) -> None:
    deepl.answer = lambda texts: (
        200,
        {"translations": [{"text": text.replace("a1", "a7")} for text in texts]},
    )
    answer = propose(client, address(offer))
    assert "Links stimmten darin nicht" in told(answer)
    assert "Lesen Sie" not in shown(answer)["description"]
    assert answer.content.decode().count(UNREAD) == 2, "title and summary have no link"


def test_the_budget_is_that_of_the_network_which_looks_after_the_record(
    deepl: Service, offer: Offer, umbrella: Network, network_a: Network
) -> None:
    let_speak(umbrella, "tr")
    term = TermFactory(label="Geld")
    propose(enter(person(umbrella), umbrella), address(term, "term"))
    assert SentCharacters.objects.spent(umbrella.pk) == len("Geld")
    assert SentCharacters.objects.spent(network_a.pk) == 0


def test_leichte_sprache_and_no_service_offer_nothing(
    deepl: Service, network_a: Network, client: Client, offer: Offer, settings: Settings
) -> None:
    simple = enter(person(network_a, Role.TRANSLATOR, "de-simple"), network_a)
    url = address(offer, language="de-simple")
    assert "vorschlagen lassen" not in simple.get(url).content.decode()
    answer = propose(simple, url, title="Hilfe")
    assert "übersetzt hier keine Maschine" in told(answer)
    assert shown(answer)["title"] == "Hilfe"
    settings.MACHINE_TRANSLATION = machine_translation("", "", "", 1)
    assert "vorschlagen lassen" not in client.get(address(offer)).content.decode()
    assert "übersetzt hier keine Maschine" in told(propose(client, address(offer)))
    assert deepl.asked == []
    assert not MachineProposal.objects.exists()
