"""The words of a record are translated with fixed terms and rules at hand, too."""

import pytest
from django.test import Client
from django.urls import reverse

from network_core.directory.models import Offer
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.words.models import mirror_german_words
from tests.admin_forms import posted
from tests.factories import OfferFactory, let_speak, person
from tests.translation_aids.making import enter, told


@pytest.fixture
def offer(network_a: Network) -> Offer:
    """An offer of a network in Turkish and Leichte Sprache, with two fixed terms."""
    let_speak(network_a, "tr", "de-simple")
    made: Offer = OfferFactory(
        steward=network_a,
        title="Hilfe beim Unterhaltsvorschuss",
        summary="Wir helfen.",
        description="<p>Auch in der <b>Kita</b>.</p>",
    )
    mirror_german_words(made)
    return made


def translator(network: Network, language: str) -> Client:
    return enter(person(network, Role.TRANSLATOR, language), network)


def test_terms_stand_beside_the_fields_and_are_asked_for(offer: Offer, network_a: Network) -> None:
    client = translator(network_a, "tr")
    url = reverse("translate_words", args=["offer", offer.pk, "tr"])
    form = client.get(url)
    html = form.content.decode()
    assert "nafaka avansı" in html
    assert "kreş" in html
    assert "aids__lacking" not in html
    assert "Regeln für Leichte Sprache" not in html
    answer = client.post(url, posted(form, action="save", title="Yardım", summary="Yardım"))
    assert answer.status_code == 302
    assert "nafaka avansı" in told(answer)
    assert "kreş" not in told(answer), "what nobody has translated yet lacks nothing"
    assert offer.texts.filter(locale__language_code="tr").exists()


def test_leichte_sprache_has_its_rules(offer: Offer, network_a: Network) -> None:
    client = translator(network_a, "de-simple")
    url = reverse("translate_words", args=["offer", offer.pk, "de-simple"])
    form = client.get(url)
    assert "Regeln für Leichte Sprache" in form.content.decode()
    assert reverse("simple_check") in form.content.decode()
    title = "Hilfe bei dem Unterhalts-Vorschuss"
    answer = client.post(url, posted(form, action="save", title=title, summary="Wir könnten."))
    assert "Vielleicht ein Konjunktiv" in told(answer)
    assert "Glossar" not in told(answer)
    assert "Vielleicht ein Konjunktiv" in client.get(url).content.decode()
