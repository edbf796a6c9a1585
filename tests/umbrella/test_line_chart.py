"""A line chart says everything in words, too, and its lines differ by more than colour."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from network_core.umbrella.line_chart import DASHES, MARKERS, Line, LineChart, Mark

SVG = "{http://www.w3.org/2000/svg}"
DAYS = [date(2026, 11, 1) + timedelta(days=7 * number) for number in range(4)]


def written(value: float | None) -> str:
    """A value with its unit."""
    return "–" if value is None else f"{value:g} St."


def chart(*lines: list[float | None], marks: list[Mark] | None = None) -> LineChart:
    """Lines called N1, N2, …"""
    named = [Line(f"N{number}", values) for number, values in enumerate(lines, start=1)]
    return LineChart("test", "Angebote & mehr", DAYS, named, written, marks or [])


def drawing(html: str) -> ElementTree.Element:
    """The drawing, which has to be well-formed."""
    found = re.search(r'<svg class="line-chart__drawing".*</svg>', html, re.DOTALL)
    assert found
    text = found.group().replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1)
    return ElementTree.fromstring(text)  # noqa: S314 - our own drawing


def test_it_has_title_description_and_the_numbers_as_a_table() -> None:
    html = chart([1, 2, None, 4], [0, 0, 0, 10]).render()
    svg = drawing(html)
    assert svg.get("role") == "img"
    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "Angebote & mehr"
    assert description.text is not None
    assert "2 Linien vom 1. November 2026 bis zum 22. November 2026." in description.text
    assert "N1: zuerst 1 St., zuletzt 4 St." in description.text
    table = html[html.index("<table") :]
    assert table.index("22.11.2026") < table.index("01.11.2026"), "the latest day comes first"
    assert re.findall(r"<td>(.*?)</td>", table) == [
        *("4 St.", "10 St.", "–", "0 St."),
        *("2 St.", "0 St.", "1 St.", "0 St."),
    ]


def test_lines_differ_by_dashes_markers_and_letters() -> None:
    lines = [[float(number)] * 4 for number in range(6)]
    svg = drawing(chart(*lines).render())
    groups = svg.findall(f"{SVG}g")
    assert {group.findall(f"{SVG}line")[0].get("stroke-dasharray") for group in groups} == set(
        DASHES
    )
    markers = {path.get("d") for group in groups for path in group.iter(f"{SVG}path")}
    assert markers == set(MARKERS)
    letters = [text for group in groups for text in group.findall(f"{SVG}text")]
    assert [letter.text for letter in letters] == list("ABCDEF")
    heights = sorted(float(letter.get("y", "")) for letter in letters)
    assert all(below - above >= 12 for above, below in pairwise(heights))


def test_letters_of_lines_with_the_same_end_stand_above_each_other() -> None:
    drawn = chart([0, 0, 0, 0], [1, 1, 1, 0], [9, 9, 9, 0]).drawn
    heights = sorted(float(line.end_y) for line in drawn)
    assert all(below - above >= 16 for above, below in pairwise(heights))


def test_a_line_is_broken_where_a_value_is_missing() -> None:
    line = chart([1, 2, None, 4]).drawn[0]
    assert (len(line.points), len(line.segments)) == (3, 1)


def test_the_scale_begins_at_zero_and_has_whole_numbers_for_whole_values() -> None:
    assert [text for _place, text in chart([1, 2, 3, 3]).steps] == [
        *("0 St.", "1 St.", "2 St.", "3 St."),
    ]
    assert chart([0.1, 0.2, 0.3, 0.31]).steps[0][1] == "0 St."
    assert len(chart([0, 1234, 98765, 5]).steps) <= 7
    assert chart([-3, 2, 1, 0]).steps[0][1].startswith("-")


def test_marks_have_a_number_in_the_drawing_and_a_text_below() -> None:
    marks = [Mark(DAYS[1], "8. November 2026", "Neue <Koordination>")]
    html = chart([1, 2, 3, 4], marks=marks).render()
    assert "8. November 2026: Neue &lt;Koordination&gt;" in html
    svg = drawing(html)
    (mark,) = (line for line in svg.iter(f"{SVG}line") if line.get("class") == "line-chart__mark")
    assert mark.get("x1") == chart([1, 2, 3, 4]).drawn[0].points[1][0]


@pytest.mark.parametrize("values", [[None] * 4, [5, None, None, None]])
def test_little_or_nothing_to_draw_is_no_error(values: list[float | None]) -> None:
    html = chart(values).render()
    assert ("noch keine Werte" in html) == (values[0] is None)


def test_one_day_is_enough() -> None:
    one = LineChart("one", "Angebote", DAYS[:1], [Line("N1", [3])], written)
    assert len(one.drawn[0].points) == 1
    assert "01.11.2026" in one.render()


def test_more_lines_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        chart(*[[1.0] * 4] * 7)
