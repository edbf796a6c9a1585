"""The hits on a map: a drawing of our own, made here, without tiles and without anybody else.

Lines of longitude and latitude, names of towns and a scale give the orientation. The drawing says
nothing that the list below it does not say in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import floor, hypot, log10

from django.db.models import Avg, Count

from network_core.places.models import Place
from network_core.places.sheet import Sheet, svg_number
from search.documents.base import Hit, HitContext
from search.documents.positions import Position, positions
from search.query.request import Question
from search.query.service import rank, reread

MOST_HITS = 200
MOST_TOWNS = 10
WIDTH = 360.0
HEIGHTS = (240.0, 420.0)
MARGIN = 28.0
MARKER = 13.0
"""Radius of a marker; what would cover another one becomes one marker with it."""
_LETTER = 6.2
_ENOUGH_TOWNS = 4
"""So many larger towns do without villages."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a point of the drawing."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Marker:
    """One or more hits in one spot; `number` leads to the entry of the list."""

    number: int
    x: str
    y: str
    towns: list[str] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of longitude or latitude, or the scale."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Circle:
    """The radius around the place that was asked for."""

    x: str
    y: str
    radius: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that is drawn, ready for the template: numbers with a point, as SVG wants them."""

    width: str
    height: str
    markers: list[Marker]
    towns: list[Label]
    grid: list[Line]
    scale: Line
    scale_km: str
    around: Circle | None
    shown: int
    """How many hits stand on the map; the others have no place that can be shown."""


def drawing(question: Question, context: HitContext) -> Drawing | None:
    """The map of the best hits that are somewhere; None if none is. EngineError if down.

    Protected places are on no map.
    """
    ranked = rank(question, context, offset=0, limit=MOST_HITS)
    where = positions(hit.object for hit in ranked.hits)
    hits = reread((hit for hit in ranked.hits if hit.object in where), context)
    found = [(hits[each.object], where[each.object]) for each in ranked.hits if each.object in hits]
    if not found:
        return None
    points = [(place.latitude, place.longitude) for _, places in found for place in places]
    middle = ranked.place.middle if ranked.place else None
    if middle:
        points.append(middle)
    sheet = _Sheet(points)
    markers = sheet.markers(found)
    return Drawing(
        width=svg_number(WIDTH),
        height=svg_number(sheet.height),
        markers=markers,
        towns=sheet.towns(markers),
        grid=sheet.grid(),
        scale=sheet.scale_bar(),
        scale_km=f"{sheet.scale_km:g}",
        around=sheet.circle(middle, question.radius_km) if middle and question.near else None,
        shown=len(found),
    )


class _Sheet(Sheet):
    """The part of the earth that is drawn, and what stands on it."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        super().__init__(points, WIDTH, HEIGHTS, MARGIN)
        self.scale_km = _round(WIDTH / 4 / self.per_km)

    def markers(self, found: Iterable[tuple[Hit, list[Position]]]) -> list[Marker]:
        """One marker per spot, in the order of the hits."""
        spots: list[tuple[float, float, Marker]] = []
        for hit, places in found:
            for place in places:
                x, y = self.at(place.latitude, place.longitude)
                near = next((m for mx, my, m in spots if hypot(mx - x, my - y) < 2 * MARKER), None)
                if near is None:
                    near = Marker(len(spots) + 1, svg_number(x), svg_number(y))
                    spots.append((x, y, near))
                if hit not in near.hits:
                    near.hits.append(hit)
                if place.town and place.town not in near.towns:
                    near.towns.append(place.town)
        return [marker for _, _, marker in spots]

    def towns(self, markers: Sequence[Marker]) -> list[Label]:
        """Names of the larger towns, as far as they cover neither each other nor a marker."""
        south, west, north, east = self.corners()
        rows = (
            Place.objects.filter(
                latitude__range=(south, north), longitude__range=(west, east), is_bulk=False
            )
            .order_by()
            .values("name", "key")
            .annotate(size=Count("pk"), north=Avg("latitude"), east=Avg("longitude"))
            .order_by("-size", "name", "key")
        )
        taken = [
            (float(each.x) - MARKER, float(each.y) - MARKER, 2 * MARKER, 2 * MARKER)
            for each in markers
        ]
        labels: list[Label] = []
        for row in rows[:80]:
            if row["size"] == 1 and len(labels) >= _ENOUGH_TOWNS:
                break
            x, y = self.at(row["north"], row["east"])
            wide = _LETTER * len(row["name"])
            box = (x - wide / 2, y - 10.0, wide, 20.0)
            inside = box[0] > 2 and box[0] + wide < WIDTH - 2 and 14 < y < self.height - 24
            if not inside or any(_cover(box, other) for other in taken):
                continue
            taken.append(box)
            labels.append(Label(svg_number(x), svg_number(y), row["name"]))
            if len(labels) == MOST_TOWNS:
                break
        return labels

    def grid(self) -> list[Line]:
        """Lines of longitude and latitude, some four to each side."""
        south, west, north, east = self.corners()
        lines = []
        step = _round((north - south) / 3)
        for number in range(floor(south / step) + 1, floor(north / step) + 1):
            _, y = self.at(number * step, self.longitude)
            lines.append(Line("0", svg_number(y), svg_number(WIDTH), svg_number(y)))
        step = _round((east - west) / 3)
        for number in range(floor(west / step) + 1, floor(east / step) + 1):
            x, _ = self.at(self.latitude, number * step)
            lines.append(Line(svg_number(x), "0", svg_number(x), svg_number(self.height)))
        return lines

    def scale_bar(self) -> Line:
        """A line as long as `scale_km` kilometres, in the corner below."""
        y = svg_number(self.height - 8)
        return Line("10", y, svg_number(10 + self.scale_km * self.per_km), y)

    def circle(self, middle: tuple[float, float], radius_km: float) -> Circle:
        """The circle around a point."""
        x, y = self.at(*middle)
        return Circle(svg_number(x), svg_number(y), svg_number(radius_km * self.per_km))


def _cover(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _round(value: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not above the value."""
    power = 10.0 ** floor(log10(value))
    return next(each * power for each in (5.0, 2.0, 1.0) if each * power <= value * 1.0000001)
