"""News teaser, portraits and call to action."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from blocks import news, portraits
from blocks.news import News, register_news_source
from blocks.portraits import Portrait, Portraits, register_portrait_source
from network_core.media.models import Picture
from network_core.networks.models import Network

Show = Callable[..., str]
Check = Callable[[str, Any], Any]

BUTTON = {
    "title": "Fehlt etwas?",
    "text": "Sag es uns.",
    "label": "Melden",
    "page": None,
    "url": "",
}


@pytest.fixture
def asked(umbrella: Network) -> Iterator[list[tuple[str, str, int]]]:
    """A source of news with ten articles; what it was asked for is kept."""
    before = list(news._sources)
    root = umbrella.site.root_page
    index = root.add_child(instance=Page(title="Aktuelles", slug="aktuelles"))
    articles = [
        index.add_child(instance=Page(title=f"Artikel {n}", slug=f"artikel-{n}")) for n in range(10)
    ]
    for article in articles:
        article.date = date(2026, 1, 1)
    questions: list[tuple[str, str, int]] = []

    def source(network: Network, language: str, count: int) -> News:
        questions.append((network.slug, language, count))
        return News(articles=articles[:count], index=index)

    register_news_source(source)
    yield questions
    news._sources[:] = before


def test_teaser_shows_as_many_articles_as_wanted(
    show: Show, asked: list[tuple[str, str, int]], network_b: Network
) -> None:
    html = show(("news_teaser", {"title": "Neues", "count": 2}), network=network_b)
    assert asked[0][:2] == ("b-netz", "de")
    assert '<h2 class="b-title">Neues</h2>' in html
    assert "Artikel 0" in html
    assert "Artikel 1" in html
    assert "Artikel 2" not in html
    assert "Alle Beiträge" in html


def test_teaser_asks_in_the_visitors_language(
    show: Show, asked: list[tuple[str, str, int]]
) -> None:
    show(("news_teaser", {"count": 3}), language="en")
    assert asked[0][1] == "en"


@pytest.mark.usefixtures("asked")
def test_teaser_never_grows_beyond_its_limit(show: Show) -> None:
    assert show(("news_teaser", {"count": 4000})).count("<article") == 10
    assert show(("news_teaser", {"count": -1})).count("<article") == 1


def test_teaser_without_news_shows_nothing(show: Show) -> None:
    before = list(news._sources)
    news._sources.clear()
    try:
        assert "Neues" not in show(("news_teaser", {"title": "Neues"}))
        assert "keine Beiträge" in show(("news_teaser", {"title": "Neues"}), is_preview=True)
    finally:
        news._sources[:] = before


@pytest.fixture
def portrayed(umbrella: Network) -> Iterator[list[tuple[str, str, int]]]:
    """A source of eight portraits with pictures; what it was asked for is kept."""
    before = list(portraits._sources)
    root = umbrella.site.root_page
    index = root.add_child(instance=Page(title="Porträts", slug="portraets"))
    keys = []
    for number in range(8):
        data = BytesIO()
        PIL.Image.new("RGB", (640, 360), "#336699").save(data, "PNG")
        data.seek(0)
        image = ImageFile(data, f"{number}.png")
        picture = Picture.objects.create(title="Bild", file=image, credit=f"Foto {number}")
        page = index.add_child(instance=Page(title=f"Porträt {number}", slug=f"portraet-{number}"))
        keys.append((page, picture.pk))
    questions: list[tuple[str, str, int]] = []

    def source(network: Network, language: str, count: int) -> Portraits:
        questions.append((network.slug, language, count))
        pictures = Picture.objects.in_bulk()
        entries = [
            Portrait(page, summary="Worum es geht", partner="Verein", picture=pictures[key])
            for page, key in keys[:count]
        ]
        return Portraits(entries=entries, index=index)

    register_portrait_source(source)
    yield questions
    portraits._sources[:] = before


def test_portraits_name_partner_and_credit(
    show: Show, portrayed: list[tuple[str, str, int]], network_b: Network
) -> None:
    html = show(("portrait_teaser", {"title": "Im Porträt", "count": 2}), network=network_b)
    assert portrayed[0][:2] == ("b-netz", "de")
    assert '<h2 class="b-title">Im Porträt</h2>' in html
    assert html.count("<article") == 2
    for shown in ("Porträt 0", "Verein", "Worum es geht", "Foto 1", "Alle Porträts", 'alt=""'):
        assert shown in html


@pytest.mark.usefixtures("portrayed")
def test_portraits_cost_the_same_however_many(show: Show) -> None:
    show(("portrait_teaser", {"count": 6}))  # the files of the pictures are made once
    with CaptureQueriesContext(connection) as few:
        show(("portrait_teaser", {"count": 1}))
    with CaptureQueriesContext(connection) as many:
        assert show(("portrait_teaser", {"count": 6})).count("<article") == 6
    assert len(many) == len(few)


@pytest.mark.usefixtures("portrayed")
def test_portraits_never_grow_beyond_their_limit(show: Show) -> None:
    assert show(("portrait_teaser", {"count": 4000})).count("<article") == 6


def test_portraits_without_a_source_show_nothing(show: Show) -> None:
    before = list(portraits._sources)
    portraits._sources.clear()
    try:
        assert "Porträt" not in show(("portrait_teaser", {"title": "Porträt"}))
        assert "keine Porträts" in show(("portrait_teaser", {}), is_preview=True)
    finally:
        portraits._sources[:] = before


def test_button_leads_to_the_page(show: Show, umbrella: Network) -> None:
    page = umbrella.site.root_page.add_child(instance=Page(title="Kontakt", slug="kontakt"))
    html = show(("call_to_action", BUTTON | {"page": page.pk}))
    assert "kontakt/" in html
    assert "Melden" in html
    assert "Sag es uns." in html


def test_button_leads_elsewhere(show: Show) -> None:
    assert 'href="https://example.org/"' in show(
        ("call_to_action", BUTTON | {"url": "https://example.org/"})
    )


def test_button_to_a_page_that_is_gone_is_not_shown(show: Show, umbrella: Network) -> None:
    page = umbrella.site.root_page.add_child(
        instance=Page(title="Entwurf", slug="entwurf", live=False)
    )
    block = ("call_to_action", BUTTON | {"page": page.pk})
    assert "Melden" not in show(block)
    assert "entwurf" not in show(block)
    assert "nicht mehr verfügbar" in show(block, is_preview=True)
    page.delete()
    assert "Melden" not in show(block)


def test_button_needs_exactly_one_target(check: Check, umbrella: Network) -> None:
    page = umbrella.site.root_page.add_child(instance=Page(title="Kontakt", slug="kontakt"))
    check("call_to_action", BUTTON | {"page": page.pk})
    check("call_to_action", BUTTON | {"url": "https://example.org/"})
    for wrong in (BUTTON, BUTTON | {"page": page.pk, "url": "https://example.org/"}):
        with pytest.raises(ValidationError):
            check("call_to_action", wrong)
