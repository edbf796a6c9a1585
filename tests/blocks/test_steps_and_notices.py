"""Steps, checklist, timeline, notice."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.blocks.stored import items

Show = Callable[..., str]
Check = Callable[[str, Any], Any]

STEPS = items(
    {"title": "Termin vereinbaren", "text": "<p>Telefonisch.</p>"},
    {"title": "Unterlagen mitbringen", "text": ""},
)
DOCUMENTS = items(
    {"text": "Ausweis", "note": ""}, {"text": "Urkunde", "note": "Eine Kopie reicht."}
)


def test_steps_are_an_ordered_list_with_headings(show: Show) -> None:
    html = show(("step_list", {"title": "So geht es", "steps": STEPS}))
    assert '<h2 class="b-title">So geht es</h2>' in html
    assert re.findall(r"<h3[^>]*>([^<]+)</h3>", html) == [
        "Termin vereinbaren",
        "Unterlagen mitbringen",
    ]
    assert html.count("<ol") == 1
    assert html.count('class="b-text"') == 1


def test_steps_leave_out_no_level_of_headings(show: Show) -> None:
    steps = ("step_list", {"title": "", "steps": STEPS})
    assert "<h2" in show(steps)
    assert "<h3" not in show(steps)
    below = show(("heading", {"text": "Antrag", "level": "h2"}), steps)
    assert below.count("<h3") == 2


def test_titles_that_are_no_headings_do_not_count(show: Show) -> None:
    notice = ("notice", {"kind": "info", "title": "Wichtig", "text": "<p>Text</p>"})
    assert "<h3" not in show(notice, ("step_list", {"steps": STEPS}))


def test_checklist_can_be_ticked_and_sends_nothing(show: Show) -> None:
    html = show(("checklist", {"title": "Unterlagen", "items": DOCUMENTS}))
    boxes = re.findall(r"<label[^>]*>\s*(<input[^>]*>)", html)
    assert len(boxes) == 2
    for box in boxes:
        assert 'type="checkbox"' in box
        assert 'autocomplete="off"' in box
        assert "name=" not in box
    assert "<form" not in html
    assert "<script" not in html
    assert "Eine Kopie reicht." in html
    assert "nicht gespeichert" in html


def test_timeline_keeps_the_order_in_which_it_was_written(show: Show) -> None:
    moments = items(
        {"when": "2009", "text": "<p>Runder Tisch</p>"},
        {"when": "März 2023", "text": "<p>Bündnis</p>"},
    )
    html = show(("timeline", {"title": "Geschichte", "items": moments}))
    assert re.findall(r'__when">([^<]+)<', html) == ["2009", "März 2023"]
    assert html.index("Runder Tisch") < html.index("Bündnis")
    assert html.count("<ol") == 1


@pytest.mark.parametrize(
    ("kind", "name", "modifier"),
    [
        ("info", "Hinweis", "c-note--info"),
        ("warning", "Achtung", "c-note--warn"),
        ("good", "Gut zu wissen", "c-note--good"),
        ("sonst", "Hinweis", "c-note--info"),
    ],
)
def test_notice_says_its_kind_in_words(show: Show, kind: str, name: str, modifier: str) -> None:
    html = show(("notice", {"kind": kind, "title": "", "text": "<p>Bitte beachten.</p>"}))
    assert name in html
    assert modifier in html
    titled = show(("notice", {"kind": kind, "title": "Neu", "text": "<p>Bitte beachten.</p>"}))
    assert f'<span class="u-hidden">{name}:</span> Neu' in titled


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("step_list", {"steps": []}),
        ("step_list", {"steps": items({"title": "", "text": "<p>Text</p>"})}),
        ("checklist", {"items": []}),
        ("checklist", {"items": items({"text": ""})}),
        ("timeline", {"items": items({"when": "2009", "text": ""})}),
        ("timeline", {"items": items({"when": "", "text": "<p>Text</p>"})}),
        ("notice", {"kind": "info", "text": ""}),
        ("notice", {"kind": "sonst", "text": "<p>Text</p>"}),
    ],
)
def test_what_would_be_empty_is_refused(check: Check, name: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        check(name, value)


def test_what_is_complete_is_taken(check: Check) -> None:
    check("step_list", {"title": "", "steps": STEPS})
    check("checklist", {"title": "", "items": DOCUMENTS})
    check("timeline", {"items": items({"when": "2009", "text": "<p>Runder Tisch</p>"})})
    check("notice", {"kind": "warning", "text": "<p>Frist beachten.</p>"})
