"""Leichte Sprache is written with its rules at hand, with and without a script."""

import pytest
from django.test import Client
from django.urls import reverse

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from sites.models import HomePage, StandardPage
from tests.admin_forms import posted
from tests.sites.making import below, home_of, read
from tests.translation_aids.making import (
    ADVANCE,
    edit,
    enter,
    german_page,
    member,
    say,
    told,
    translated,
)


@pytest.fixture
def client(network: Network) -> Client:
    """An editor of the network."""
    return enter(member(network, Role.EDITOR), network)


@pytest.fixture
def page(network: Network) -> StandardPage:
    """A page in Leichte Sprache beside a German one."""
    home = home_of(network, "de-simple")
    german = german_page(network)
    mine = StandardPage(
        title="Geld",
        introduction="Der Staat könnte zahlen.",
        translation_key=german.translation_key,
        locale=home.locale,
    )
    return below(home, mine)


def add(parent: HomePage, kind: str) -> str:
    """Where a page is created below another one."""
    return reverse("wagtailadmin_pages:add", args=["sites", kind, parent.pk])


def form_of(client: Client, page: StandardPage) -> dict[str, str]:
    form = client.get(edit(page)).context["form"]
    return {field.html_name: field.value() or "" for field in form} | {
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }


def test_rules_and_hints_stand_above_the_form(client: Client, page: StandardPage) -> None:
    html = client.get(edit(page)).content.decode()
    assert "Regeln für Leichte Sprache" in html
    assert "DIN SPEC 33429" in html
    assert "Vielleicht ein Konjunktiv" in html
    german = StandardPage.objects.get(
        translation_key=page.translation_key, locale__language_code="de"
    )
    assert "Regeln für Leichte Sprache" not in client.get(edit(german)).content.decode()


@pytest.mark.parametrize("kind", ["standardpage", "portraitindexpage", "practiceindexpage"])
def test_they_stand_above_the_form_of_a_new_page_too(
    client: Client, network: Network, kind: str
) -> None:
    simple, german = home_of(network, "de-simple"), home_of(network)
    html = client.get(add(simple, kind)).content.decode()
    rules, form = html.index("Regeln für Leichte Sprache"), html.index('id="page-edit-form"')
    assert html.index("data-simple-hints") > rules
    assert rules < form, "above the form, not below it"
    assert "translation_aids/simple.js" in html
    assert "Regeln für Leichte Sprache" not in client.get(add(german, kind)).content.decode()


def test_a_new_page_that_is_refused_or_saved_tells_its_hints(
    client: Client, network: Network
) -> None:
    url = add(home_of(network, "de-simple"), "standardpage")
    data = posted(client.get(url), introduction="Der Staat könnte zahlen.", title="")
    data |= {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    refused = client.post(url, data)
    assert refused.status_code == 200
    assert "Vielleicht ein Konjunktiv" in refused.content.decode()
    answer = client.post(url, data | {"title": "Geld", "slug": "geld-leicht"})
    assert answer.status_code == 302
    assert "Vielleicht ein Konjunktiv" in told(answer)


def test_what_is_typed_is_looked_at(client: Client) -> None:
    address = reverse("simple_check")
    answer = client.post(address, {"text": "Das gilt z. B. für Kinder."}).content.decode()
    assert "<q>z. B.</q>" in answer
    assert "Keine Hinweise" in client.post(address, {"text": "Wir helfen."}).content.decode()
    assert client.post(address).status_code == 200
    assert client.get(address).status_code == 405
    assert Client(HTTP_HOST="vielfalt.localhost").post(address).status_code in (302, 403)


def test_saving_tells_hints_and_missing_terms(client: Client, page: StandardPage) -> None:
    data = form_of(client, page)
    answer = told(client.post(edit(page), data))
    assert "Vielleicht ein Konjunktiv" in answer
    assert "Unterhalts-Vorschuss" in answer


def test_a_better_text_is_saved_without_any(client: Client, page: StandardPage) -> None:
    data = form_of(client, page) | {"introduction": "Sie bekommen Unterhalts-Vorschuss."}
    answer = told(client.post(edit(page), data))
    assert "Konjunktiv" not in answer
    assert "Glossar" not in answer


def test_hints_stand_beside_the_texts_that_are_translated(client: Client, network: Network) -> None:
    translation = translated(german_page(network), "de-simple")
    say(translation, ADVANCE, "Sie könnten Unterhalts-Vorschuss bekommen.")
    aids = client.get(reverse("translation_aids", args=[translation.pk])).json()
    assert "Regeln für Leichte Sprache" in aids["panel"]
    assert "Vielleicht ein Konjunktiv" in aids["segments"][0]["note"]
    assert "fehlt der" not in aids["segments"][0]["note"]


def test_editors_are_told_what_the_law_asks_of_a_home_page(
    client: Client, network: Network
) -> None:
    german, simple = home_of(network), home_of(network, "de-simple")
    html = client.get(edit(german)).content.decode()
    assert "BITV 2.0" in html
    assert "das Video in Gebärdensprache" in html
    assert "die Startseite in Leichter Sprache" not in html
    simple.unpublish()
    assert "die Startseite in Leichter Sprache" in client.get(edit(german)).content.decode()
    film = "https://video.example.org/w/dgs"
    HomePage.objects.filter(translation_key=german.translation_key).update(sign_language_video=film)
    assert "das Video in Gebärdensprache" not in client.get(edit(german)).content.decode()


def test_a_home_page_in_simple_language_leads_to_the_film(network: Network) -> None:
    film = "https://video.example.org/w/dgs"
    HomePage.objects.update(sign_language_video=film)
    html = read(network, "/de-simple/")
    assert f'href="{film}"' in html
    assert "<iframe" not in html
    assert "<video" not in html
