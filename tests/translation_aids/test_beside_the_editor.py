"""Fixed terms stand beside the editor of translations; what is missing stops nobody."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from tests.factories import person
from tests.sites.making import make_network
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


def test_the_terms_of_each_text_stand_beside_it(network: Network) -> None:
    translation = translated(german_page(network), "tr")
    client = enter(member(network, Role.TRANSLATOR, "tr"), network)
    html = client.get(edit(translation.get_target_instance())).content.decode()
    assert "js-translation-editor" in html
    assert "nafaka avansı" in html
    assert "aids__lacking" not in html, "what nobody has translated yet lacks nothing"
    address = reverse("translation_aids", args=[translation.pk])
    say(translation, ADVANCE, "Devlet nafaka öder.")
    aids = client.get(address).json()
    assert [segment["source"] for segment in aids["segments"]] == [ADVANCE]
    assert "Hier fehlt der feste Begriff" in aids["segments"][0]["note"]
    assert "Unterhaltsvorschuss" in aids["panel"]
    say(translation, ADVANCE, "Nafaka avansını alırsınız.")
    assert "fehlt der" not in client.get(address).json()["segments"][0]["note"]


def test_a_missing_term_is_told_and_the_page_published(
    network: Network, django_capture_on_commit_callbacks: Any
) -> None:
    translation = translated(german_page(network), "tr")
    for text, said in ((ADVANCE, "Devlet nafaka öder."), ("Geld", "Para")):
        say(translation, text, said)
    page = translation.get_target_instance()
    client = enter(member(network, Role.EDITOR), network)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(edit(page), {"action": "publish"})
    page.refresh_from_db()
    assert page.live
    for words in (ADVANCE, "„Unterhaltsvorschuss“", "„nafaka avansı“"):
        assert words in told(answer)


def test_the_terms_are_for_those_who_may_change_the_translation(network: Network) -> None:
    translation = translated(german_page(network), "tr")
    address = reverse("translation_aids", args=[translation.pk])
    other = make_network("anderswo")
    strangers = (
        member(network, Role.TRANSLATOR, "de-simple"),
        member(other, Role.COORDINATOR),
        person(other, Role.AUTHOR),
    )
    for stranger in strangers:
        assert enter(stranger, network).get(address).status_code in (302, 403, 404)


def test_many_texts_cost_no_more_questions(network: Network) -> None:
    client = enter(member(network, Role.TRANSLATOR, "tr"), network)

    def cost(introduction: str) -> int:
        translation = translated(german_page(network, introduction), "tr")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("translation_aids", args=[translation.pk]))
        return len(asked)

    few = cost("Kita")
    assert cost("Kita Wohngeld Jugendamt Kindergeld Unterhalt Frist") == few
