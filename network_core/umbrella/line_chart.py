"""A line chart as SVG, drawn by the server from plain numbers.

It says everything in words, too: a title, a description, a key and a table with the same numbers.
Lines differ by colour, dashes, marker and a letter at their end. Places along the time are per
cent and there is no viewBox, so text keeps its size on a phone and on paper.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network_core.places.sheet import svg_number

MOST_LINES = 6
# Per cent of the width; the numbers stand left of it, the letters of the lines right of it.
LEFT, RIGHT = 12.0, 93.0
# Pixels; the template keeps room above for the numbers of the marks, and below for the days.
TOP, BOTTOM = 24.0, 276.0
LETTER_HEIGHT = 16.0
MOST_STEPS = 5

LETTERS = "ABCDEF"
# Those of line_chart.css on white.
COLOURS = ("#005c99", "#a63c00", "#00664f", "#8c1f66", "#4d4d4d", "#755500")
DASHES = ("none", "8 4", "2 3", "10 3 2 3", "5 2", "1 5")
MARKERS = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    "M-4 -4h8v8h-8z",
    "M0 -5l5 9h-10z",
    "M0 -5.5l5 5.5l-5 5.5l-5 -5.5z",
    "M0 5l5 -9h-10z",
    "M-5 -3l2 -2l3 3l3 -3l2 2l-3 3l3 3l-2 2l-3 -3l-3 3l-2 -2l3 -3z",
)


@dataclass(frozen=True)
class Line:
    """One line; a day may have no value, where the line is broken."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Mark:
    """Something that happened on a day."""

    day: date
    day_in_words: str
    text: str


@dataclass(frozen=True)
class _Segment:
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class _Drawn:
    """A line with its places."""

    number: int
    name: str
    letter: str
    dashes: str
    marker: str
    segments: list[_Segment]
    points: list[tuple[str, str]]
    end_y: str


@dataclass(frozen=True)
class LineChart:
    """Lines over the same days. `write` makes a value readable; `key` is unique on the page.

    At most `MOST_LINES` lines; more could not be told apart, and are refused.
    """

    key: str
    title: str
    days: Sequence[date]
    lines: Sequence[Line]
    write: Callable[[float | None], str]
    marks: Sequence[Mark] = field(default=())

    def __post_init__(self) -> None:
        if len(self.lines) > MOST_LINES:
            raise ValueError(f"A chart has at most {MOST_LINES} lines.")
        if any(len(line.values) != len(self.days) for line in self.lines):
            raise ValueError("Every line has one value for each day.")

    def render(self) -> SafeString:
        """The chart with its key, its marks and its table."""
        return render_to_string("umbrella/line_chart.html", {"chart": self})

    def render_drawing(self, width: int = 640) -> SafeString:
        """The drawing alone, as an SVG file for white paper; `width` in pixels.

        Its text, `description` and `table` have to stand beside it.
        """
        colours = list(enumerate(COLOURS, start=1))
        context = {"chart": self, "width": width, "colours": colours}
        return render_to_string("umbrella/line_chart.svg", context)

    @property
    def has_values(self) -> bool:
        """Whether there is something to draw."""
        return any(value is not None for line in self.lines for value in line.values)

    @cached_property
    def description(self) -> str:
        """What the drawing shows, in words."""
        if not self.has_values:
            return _("Für diese Zeit gibt es noch keine Werte.")
        said = [
            ngettext(
                "Eine Linie vom %(start)s bis zum %(end)s.",
                "%(count)d Linien vom %(start)s bis zum %(end)s.",
                len(self.lines),
            )
            % {
                "count": len(self.lines),
                "start": date_format(self.days[0], "DATE_FORMAT"),
                "end": date_format(self.days[-1], "DATE_FORMAT"),
            }
        ]
        for line in self.lines:
            values = [value for value in line.values if value is not None]
            if values:
                said.append(
                    _("%(name)s: zuerst %(first)s, zuletzt %(last)s.")
                    % {
                        "name": line.name,
                        "first": self.write(values[0]),
                        "last": self.write(values[-1]),
                    }
                )
            else:
                said.append(_("%(name)s: keine Werte.") % {"name": line.name})
        return " ".join(said)

    @cached_property
    def _scale(self) -> list[float]:
        """The numbers at the side: from zero, or below it where there are values below."""
        values = [value for line in self.lines for value in line.values if value is not None]
        least, most = min([0.0, *values]), max([0.0, *values])
        step = _round_step((most - least) or 1)
        if all(float(value).is_integer() for value in values):
            step = max(step, 1.0)
        first, last = math.floor(least / step), math.ceil(most / step)
        return [number * step for number in range(first, max(last, first + 1) + 1)]

    def _x(self, day: date) -> float:
        span = (self.days[-1] - self.days[0]).days
        share = (day - self.days[0]).days / span if span else 0.5
        return LEFT + share * (RIGHT - LEFT)

    def _y(self, value: float) -> float:
        least, most = self._scale[0], self._scale[-1]
        return BOTTOM - (value - least) / (most - least) * (BOTTOM - TOP)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The place and the text of each number at the side."""
        return [(svg_number(self._y(value)), self.write(value)) for value in self._scale]

    @property
    def ends(self) -> list[tuple[str, str, str]]:
        """The days below: place, how the text lies to it, text."""
        first, last = self.days[0], self.days[-1]
        middle = first + (last - first) / 2
        shown = [(first, "start"), (last, "end")]
        if last - first >= timedelta(days=2):
            shown.insert(1, (middle, "middle"))
        return [
            (_per_cent(self._x(day)), anchor, date_format(day, "SHORT_DATE_FORMAT"))
            for day, anchor in (shown if first != last else [(first, "middle")])
        ]

    @cached_property
    def drawn(self) -> list[_Drawn]:
        """The lines with their places."""
        ends = self._letter_places()
        return [
            _Drawn(
                number + 1,
                line.name,
                LETTERS[number],
                DASHES[number],
                MARKERS[number],
                self._segments(line),
                [
                    (_per_cent(self._x(day)), svg_number(self._y(value)))
                    for day, value in zip(self.days, line.values, strict=True)
                    if value is not None
                ],
                ends[number],
            )
            for number, line in enumerate(self.lines)
        ]

    def _segments(self, line: Line) -> list[_Segment]:
        places = [
            None if value is None else (_per_cent(self._x(day)), svg_number(self._y(value)))
            for day, value in zip(self.days, line.values, strict=True)
        ]
        return [
            _Segment(*start, *end)
            for start, end in pairwise(places)
            if start is not None and end is not None
        ]

    def _letter_places(self) -> list[str]:
        """Where the letter of each line stands, beside its end and not over another one."""
        ends = {}
        for number, line in enumerate(self.lines):
            values = [value for value in line.values if value is not None]
            if values:
                ends[number] = self._y(values[-1])
        lowest = BOTTOM
        for number in sorted(ends, key=lambda one: -ends[one]):
            ends[number] = min(ends[number], lowest)
            lowest = ends[number] - LETTER_HEIGHT
        return [
            svg_number(ends[number]) if number in ends else "" for number in range(len(self.lines))
        ]

    @property
    def numbered_marks(self) -> list[tuple[int, str, Mark]]:
        """The marks with their number and place."""
        return [
            (number, _per_cent(self._x(min(max(mark.day, self.days[0]), self.days[-1]))), mark)
            for number, mark in enumerate(self.marks, start=1)
        ]

    @property
    def table(self) -> list[tuple[str, list[str]]]:
        """The same numbers, the latest day first."""
        return [
            (
                date_format(day, "SHORT_DATE_FORMAT"),
                [self.write(line.values[place]) for line in self.lines],
            )
            for place, day in reversed(list(enumerate(self.days)))
        ]


def _round_step(span: float) -> float:
    """1, 2 or 5 times a power of ten, so that `span` has few steps."""
    power = 10.0 ** math.floor(math.log10(span / MOST_STEPS))
    return next(factor * power for factor in (1, 2, 5, 10) if span / (factor * power) <= MOST_STEPS)


def _per_cent(number: float) -> str:
    """As SVG reads it, whatever the language of the page."""
    return f"{number:.2f}%"
