"""Key figures, and tables of data with the bars drawn from them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from blocks.streams import BodyStream
from tests.blocks.stored import items

Show = Callable[..., str]
Check = Callable[[str, Any], Any]

NUMBER = {"figure": "35", "unit": "Prozent", "label": "sind allein", "source": "Bezirksamt"}


def _figure(*rows: tuple[str, str], **fields: Any) -> tuple[str, dict[str, Any]]:
    value = {
        "title": "Was fehlt",
        "description": "Zeit fehlt am häufigsten.",
        "category": "Es fehlt",
        "unit": "Prozent",
        "rows": items(*({"label": label, "value": value} for label, value in rows)),
        "source": "Umfrage",
    }
    return "figure", value | fields


def _widths(html: str) -> list[str]:
    return re.findall(r'b-figure__value" width="([^"]+)"', html)


def test_key_figures_keep_their_own_sources(show: Show) -> None:
    other = NUMBER | {"figure": "12", "source": "Verein", "year": 2024}
    html = " ".join(
        show(("key_figures", {"title": "In Zahlen", "items": items(NUMBER, other)})).split()
    )
    assert '<h2 class="b-title">In Zahlen</h2>' in html
    assert "Quelle: Bezirksamt, Jahr: ohne Angabe" in html
    assert "Quelle: Verein, 2024" in html


def test_key_figures_need_a_source(check: Check) -> None:
    check("key_figures", {"items": items(NUMBER, NUMBER)})
    with pytest.raises(ValidationError):
        check("key_figures", {"items": items(NUMBER, NUMBER | {"source": ""})})


def test_table_and_chart_say_the_same(show: Show) -> None:
    html = show(_figure(("Zeit", "72"), ("Geld", "36.5"), year=2024))
    table = html[html.index("<table") : html.index("</table>")]
    assert re.findall(r'<th scope="row">([^<]+)</th>\s*<td>([^<]+)</td>', table) == [
        ("Zeit", "72"),
        ("Geld", "36,5"),
    ]
    assert '<caption class="u-hidden">Was fehlt</caption>' in table
    assert table.count('scope="col"') == 2
    spoken = re.search(r'role="img"\s+aria-label="([^"]+)"', html)
    assert spoken
    for said in ("Was fehlt", "Zeit fehlt am häufigsten.", "Zeit: 72 Prozent", "Geld: 36,5"):
        assert said in spoken[1]
    assert "Quelle: Umfrage, 2024" in " ".join(html.split())


def test_chart_says_that_the_year_is_not_known(show: Show) -> None:
    assert "Jahr: ohne Angabe" in show(_figure(("Zeit", "72"), ("Geld", "36")))


def test_bars_are_as_long_as_their_figures(show: Show) -> None:
    rows = (("Zeit", "50"), ("Geld", "25"), ("Ruhe", "0"))
    assert _widths(show(_figure(*rows))) == ["100.00%", "50.00%", "0.00%"]
    assert _widths(show(_figure(*rows, full_scale="100"))) == ["50.00%", "25.00%", "0.00%"]
    assert _widths(show(_figure(*rows, full_scale="40"))) == ["100.00%", "50.00%", "0.00%"]
    assert _widths(show(_figure(("Zeit", "0"), ("Geld", "0")))) == ["0%", "0%"]


def test_chart_fits_every_screen_and_the_policy_for_content(show: Show) -> None:
    html = show(_figure(("Zeit", "50"), ("Geld", "25")))
    assert "viewBox" not in html
    assert "style=" not in html
    assert "<script" not in html


def test_figures_are_written_in_the_visitors_language(show: Show) -> None:
    html = show(_figure(("Zeit", "1234.5"), ("Geld", "1")), language="en")
    assert "<td>1,234.5</td>" in html
    assert _widths(html)[0] == "100.00%"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"description": ""},
        {"source": ""},
        {"unit": ""},
        {"rows": items({"label": "Zeit", "value": "1"})},
        {"rows": items({"label": "Zeit", "value": "1"}, {"label": "Geld", "value": "-1"})},
        {"rows": items({"label": "Zeit", "value": "1"}, {"label": "Geld", "value": None})},
    ],
)
def test_chart_needs_title_description_source_and_figures(check: Check, wrong: Any) -> None:
    name, value = _figure(("Zeit", "72"), ("Geld", "36"))
    check(name, value)
    with pytest.raises(ValidationError):
        check(name, value | wrong)


def test_numbers_survive_reading_and_writing() -> None:
    name, value = _figure(("Zeit", "72.5"), ("Geld", "36"))
    block = BodyStream().child_blocks[name]
    stored = block.get_prep_value(block.to_python(value))
    with translation.override("de"):
        again = block.to_python(stored)
    assert [str(row["value"]) for row in again["rows"]] == ["72.5", "36"]
