"""Heading, text, quotation, questions."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from network_core.networks.models import Network
from tests.blocks.stored import items

Show = Callable[..., str]
Check = Callable[[str, Any], Any]


def test_heading_can_be_linked_to(show: Show) -> None:
    html = show(("heading", {"text": "Geld für Grundschüler", "level": "h3"}))
    assert (
        '<h3 class="b-heading" id="abschnitt-geld-für-grundschüler">Geld für Grundschüler</h3>'
        in html
    )


def test_stored_level_cannot_bring_markup(show: Show) -> None:
    html = show(("heading", {"text": "Titel", "level": "h2 onclick=alert()"}))
    assert '<h2 class="b-heading"' in html
    assert "onclick" not in html


def test_same_heading_twice_has_two_anchors(show: Show) -> None:
    heading = ("heading", {"text": "Kontakt", "level": "h2"})
    html = show(heading, ("text", "<p>Dazwischen</p>"), heading, heading)
    assert re.findall(r'id="([^"]+)"', html) == [
        "abschnitt-kontakt",
        "abschnitt-kontakt-2",
        "abschnitt-kontakt-3",
    ]


def test_text_keeps_lists_and_links(show: Show) -> None:
    html = show(("text", '<p>Eins</p><ul><li><a href="/de/angebote/x/">Zwei</a></li></ul>'))
    assert 'class="b-text"' in html
    assert '<li><a href="/de/angebote/x/">Zwei</a></li>' in html


def test_plain_text_is_escaped(show: Show) -> None:
    html = show(("heading", {"text": "<script>x</script>", "level": "h2"}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_quotation_names_nobody_when_nobody_is_known(show: Show) -> None:
    html = show(("quotation", {"text": "Erster Satz.\n\nZweiter Satz."}))
    assert "<p>Erster Satz.</p>" in html
    assert "<p>Zweiter Satz.</p>" in html
    assert "figcaption" not in html
    assert "nbekannt" not in html


@pytest.mark.parametrize(
    ("speaker", "source"), [("Frau A.", ""), ("", "Festschrift"), ("Frau A.", "Festschrift")]
)
def test_quotation_shows_what_is_known(show: Show, speaker: str, source: str) -> None:
    html = show(("quotation", {"text": "Zitat", "speaker": speaker, "source": source}))
    assert ("b-quotation__speaker" in html) is bool(speaker)
    assert ("b-quotation__source" in html) is bool(source)
    assert speaker in html
    assert source in html


def test_question_and_answer_are_both_visible(show: Show) -> None:
    html = show(("question_answer", {"question": "Wer hilft?", "answer": "<p>Viele.</p>"}))
    assert '<h2 class="b-qa__question">Wer hilft?</h2>' in html
    assert "<p>Viele.</p>" in html


def test_question_below_a_heading_is_one_level_deeper(show: Show) -> None:
    html = show(
        ("heading", {"text": "Fragen", "level": "h2"}),
        ("question_answer", {"question": "Wer hilft?", "answer": "<p>Viele.</p>"}),
    )
    assert '<h3 class="b-qa__question">' in html


def test_accordion_works_without_javascript(show: Show) -> None:
    parts = [{"title": "Eins", "body": "<p>A</p>"}, {"title": "Zwei", "body": "<p>B</p>"}]
    html = show(("accordion", {"items": items(*parts)}))
    assert html.count("<details") == html.count("<summary") == 2
    assert "Zwei" in html
    assert "<p>B</p>" in html


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("heading", {"text": "", "level": "h2"}),
        ("heading", {"text": "Titel", "level": "h1"}),
        ("quotation", {"text": ""}),
        ("question_answer", {"question": "", "answer": "<p>Viele.</p>"}),
        ("accordion", {"items": []}),
    ],
)
def test_what_is_missing_or_wrong_is_refused(check: Check, name: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        check(name, value)


def _page(network: Network, slug: str, **fields: Any) -> Page:
    return network.site.root_page.add_child(instance=Page(title=slug, slug=slug, **fields))


def _linking(*pages: Page) -> tuple[str, str]:
    links = (f'<a linktype="page" id="{page.pk}">{page.title}</a>' for page in pages)
    return "text", f"<p>{' '.join(links)}</p>"


def test_text_links_to_live_pages_only(show: Show, umbrella: Network) -> None:
    html = show(_linking(_page(umbrella, "offen"), _page(umbrella, "entwurf", live=False)))
    assert re.search(r'<a href="[^"]*/offen/">offen</a>', html)
    assert "<a>entwurf</a>" in html


def test_text_links_to_the_translation_where_there_is_one(show: Show, umbrella: Network) -> None:
    english, _created = Locale.objects.get_or_create(language_code="en")
    page = _page(umbrella, "themen")
    translated = page.copy_for_translation(english, copy_parents=True)
    translated.slug = "topics"
    translated.save_revision()
    assert "/themen/" in show(_linking(page), language="en")
    translated.get_latest_revision().publish()
    assert "/topics/" in show(_linking(page), language="en")
    assert "/themen/" in show(_linking(page))


def test_links_of_a_text_cost_the_same_however_many(
    show: Show, umbrella: Network, django_assert_num_queries: Any
) -> None:
    pages = [_page(umbrella, f"seite-{n}") for n in range(5)]
    show(_linking(*pages))
    with CaptureQueriesContext(connection) as few:
        show(_linking(pages[0]))
    with django_assert_num_queries(len(few)):
        assert show(_linking(*pages)).count("<a href=") == 5
