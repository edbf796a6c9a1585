"""The result page in other languages: what comes first, what is marked, what is set aside."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from network_core.directory.models import OfferLanguage, OfferText
from network_core.networks.models import Network
from search import indexer
from tests.factories import OfferFactory, TermFactory, let_speak

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]


@pytest.fixture
def languages(network_a: Network) -> dict[str, Locale]:
    """A network that offers Turkish and Arabic."""
    return let_speak(network_a, "tr", "ar")


def html(client: Client, network: Network, path: str) -> str:
    answer = client.get(path, headers={"host": network.site.hostname})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def hit_of(page: str, title: str) -> str:
    """The list entry with this title."""
    return next(each for each in re.findall(r'<li class="s-hit">.*?</li>', page) if title in each)


def test_turkish_texts_come_first_and_german_ones_are_marked_as_german(
    network_a: Network, languages: dict[str, Locale], client: Client
) -> None:
    term = TermFactory(scheme__slug="topic", slug="kita", label="Kita und Krippe")
    OfferFactory(steward=network_a, title="Kitaplatz", summary="Hilfe mit der Kita", terms=[term])
    spoken = OfferFactory(steward=network_a, title="Familienbüro", terms=[term])
    OfferLanguage.objects.create(offer=spoken, code="tr")
    translated = OfferFactory(steward=network_a, title="Gutschein", terms=[term])
    OfferText.objects.create(
        record=translated,
        locale=languages["tr"],
        title="Kreş kuponu",
        summary="Kreş için para",
        live=True,
    )
    indexer.index_all_pending()
    page = html(client, network_a, "/tr/suche/?q=kreş")
    titles = re.findall(r'c-card__link"[^>]*>([^<]+)<', page)
    assert titles == ["Kreş kuponu", "Familienbüro", "Kitaplatz"]

    turkish, office = hit_of(page, "Kreş kuponu"), hit_of(page, "Familienbüro")
    assert 'lang="' not in turkish
    assert "<mark>Kreş</mark>" in turkish
    assert re.search(r'<h3[^>]*lang="de"', office)
    assert "Text auf Deutsch" in office or "Almanca" in office
    assert not re.search(r'<p class="c-meta"[^>]*lang="de"', office)
    german = hit_of(page, "Kitaplatz")
    assert len(re.findall(r'lang="de"', german)) == 2
    assert 'class="c-meta"' not in german


def test_arabic_is_read_from_right_to_left_with_its_own_excerpts_and_filters(
    network_a: Network, languages: dict[str, Locale], client: Client, ask: Any
) -> None:
    term = TermFactory(scheme__slug="topic", slug="beratung", label="Beratung")
    for number in range(21):
        offer = OfferFactory(steward=network_a, title=f"Beratung {number}", terms=[term])
        OfferText.objects.create(
            record=offer,
            locale=languages["ar"],
            title=f"استشارة {number}",
            summary="استشارة مجانية للأمهات",
            live=True,
        )
    indexer.index_all_pending()
    page = html(client, network_a, "/ar/suche/?q=استشارة")
    assert '<html lang="ar" dir="rtl">' in page
    assert "<mark>استشارة</mark>" in page
    assert page.count('<li class="s-hit">') == 20
    assert 'rel="next"' in page
    second = html(client, network_a, "/ar/suche/?q=استشارة&p=2")
    assert second.count('<li class="s-hit">') == 1
    # The German word finds the same offers, in their Arabic words.
    assert ask(network_a, "استشارات", "ar")["total"] == 21
    assert ask(network_a, "استشارة", "ar", topic="beratung")["total"] == 21


@pytest.mark.parametrize(
    ("language", "title", "typed"),
    [
        ("de", "Krabbelgruppe", "krabelgruppe"),
        ("tr", "Danışmanlık", "danısmanlk"),
        ("ar", "استشارة", "استشاره"),
        ("ar", "حضانة الأطفال", "حضانه"),
    ],
)
def test_slips_are_forgiven_and_what_was_meant_is_offered(
    network_a: Network,
    languages: dict[str, Locale],
    titles: Titles,
    ask: Any,
    language: str,
    title: str,
    typed: str,
) -> None:
    offer = OfferFactory(steward=network_a, title=title if language == "de" else "Etwas")
    if language != "de":
        OfferText.objects.create(record=offer, locale=languages[language], title=title, live=True)
    assert titles(network_a, typed, language) == [title]
