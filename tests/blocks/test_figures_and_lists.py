"""Statistic, tasks, links and literature, urgent help."""

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

FIGURE = {"figure": "35", "unit": "Prozent", "label": "sind allein", "source": "Bezirksamt"}


def _page(network: Network, title: str, **fields: Any) -> Page:
    return network.site.root_page.add_child(instance=Page(title=title, **fields))


def _link(**fields: Any) -> dict[str, Any]:
    blank = {"title": "Titel", "page": None, "url": "", "kind": "link"}
    return blank | fields


def test_statistic_shows_figure_unit_source_and_year(show: Show) -> None:
    html = " ".join(show(("statistic", FIGURE | {"year": 2024})).split())
    assert '35 <span class="b-statistic__unit">Prozent</span>' in html
    assert "Quelle: Bezirksamt, 2024" in html


def test_statistic_says_that_the_year_is_not_known(show: Show) -> None:
    html = " ".join(show(("statistic", FIGURE)).split())
    assert "Quelle: Bezirksamt, Jahr: ohne Angabe" in html


@pytest.mark.parametrize("field", ["figure", "unit", "label", "source"])
def test_statistic_needs_all_but_the_year(check: Check, field: str) -> None:
    check("statistic", FIGURE)
    with pytest.raises(ValidationError):
        check("statistic", FIGURE | {field: ""})


def test_task_list_shows_every_task(show: Show) -> None:
    html = show(("task_list", {"title": "Aufgaben", "tasks": items("Sammeln", "Fragen")}))
    assert '<h2 class="b-title">Aufgaben</h2>' in html
    assert html.count("<li>") == 2
    assert "Fragen" in html


def test_links_lead_to_pages_and_elsewhere(show: Show, umbrella: Network) -> None:
    page = _page(umbrella, "Themen", slug="themen")
    html = show(
        (
            "link_collection",
            {
                "items": items(
                    _link(title="Unsere Themen", page=page.pk),
                    _link(title="Portal", url="https://example.org/x"),
                )
            },
        )
    )
    assert "themen/" in html
    assert "Unsere Themen" in html
    assert 'href="https://example.org/x"' in html
    assert html.count('rel="external"') == 1


def test_link_to_a_draft_is_not_shown(show: Show, umbrella: Network) -> None:
    draft = _page(umbrella, "Entwurf", slug="geheim", live=False)
    html = show(("link_collection", {"items": items(_link(title="Bald", page=draft.pk))}))
    assert "geheim" not in html
    assert "Bald" not in html


def test_literature_shows_author_and_year_and_needs_no_address(show: Show, check: Check) -> None:
    book = _link(title="Ratgeber", kind="literature", author="Verband", year=2020)
    value = {"items": items(book)}
    check("link_collection", value)
    html = show(("link_collection", value))
    assert "Verband, 2020" in html
    assert "<a " not in html


@pytest.mark.django_db
def test_link_needs_exactly_one_target(check: Check, umbrella: Network) -> None:
    page = _page(umbrella, "Themen", slug="themen")
    check("link_collection", {"items": items(_link(page=page.pk))})
    for wrong in (_link(), _link(page=page.pk, url="https://example.org")):
        with pytest.raises(ValidationError):
            check("link_collection", {"items": items(wrong)})


def test_link_leads_to_the_translation_where_there_is_one(show: Show, umbrella: Network) -> None:
    english, _created = Locale.objects.get_or_create(language_code="en")
    page = _page(umbrella, "Themen", slug="themen")
    translated = page.copy_for_translation(english, copy_parents=True)
    value = {"items": items(_link(title="Themen", page=page.pk))}
    assert "themen" in show(("link_collection", value), language="en")
    translated.slug = "topics"
    translated.save_revision().publish()
    html = show(("link_collection", value), language="en")
    assert "/topics/" in html
    assert "/topics/" not in show(("link_collection", value))


def test_links_of_a_list_cost_the_same_however_many(
    show: Show, umbrella: Network, django_assert_num_queries: Any
) -> None:
    pages = [_page(umbrella, f"Seite {n}", slug=f"seite-{n}") for n in range(6)]
    links = [_link(title=page.title, page=page.pk) for page in pages]
    show(("link_collection", {"items": items(*links[:1])}))
    with CaptureQueriesContext(connection) as few:
        show(("link_collection", {"items": items(*links[:1])}))
    with django_assert_num_queries(len(few)):
        assert show(("link_collection", {"items": items(*links)})).count("<li") == 6


def _hotline(**fields: Any) -> dict[str, Any]:
    blank = {"name": "Hilfetelefon", "number": "116 016", "hours": "", "note": ""}
    return {"hotlines": items(blank | fields)}


def test_hotline_can_be_called(show: Show) -> None:
    html = show(("urgent_help", _hotline(hours="rund um die Uhr", note="kostenlos")))
    assert '<a href="tel:116016"><bdi dir="ltr">116 016</bdi></a>' in html
    assert "rund um die Uhr" in html
    assert "kostenlos" in html
    assert "Schnelle Hilfe" in html


@pytest.mark.parametrize("number", ["", "1", "anrufen", "siehe Website"])
def test_hotline_that_cannot_be_called_is_refused(check: Check, number: str) -> None:
    with pytest.raises(ValidationError):
        check("urgent_help", _hotline(number=number))


@pytest.mark.parametrize("number", ["110", "116 016", "0800 111 0550", "+49 551 400-0"])
def test_numbers_as_people_write_them_are_taken(check: Check, number: str) -> None:
    cleaned = check("urgent_help", _hotline(number=number))
    assert cleaned["hotlines"][0]["number"] == number
