"""What a visitor asks for, read from an address: bounded, cleaned, never an error.

The search page and the API read the same parameters here. What is wrong is left out of the
question and named among the mistakes: the page goes on without it, the API refuses.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from search.analysis.normalise import clean

MAX_QUERY = 200
MAX_VALUES = 20
MAX_VALUE = 80
PER_PAGE = 20
MAX_PER_PAGE = 50
MAX_PAGE = 50
ANYWHERE = "ueberall"
DEFAULT_RADIUS_KM = 15
MAX_RADIUS_KM = 100
TYPES = ("offer", "partner", "pathway", "event", "news", "alliance", "page", "document")
COSTS = ("free",)
REACHES = ("online", "nationwide")
FACETS = {
    "type": "type",
    "network": "network",
    "topic": "topic",
    "life_situation": "life_situation",
    "format": "format",
    "audience": "audience",
    "offered_in": "spoken",
    "cost": "cost",
    "reach": "reach",
}
"""Parameter → keyword field of the index, in the order in which an address names them."""
_FIXED_VALUES = {
    "type": frozenset(TYPES),
    "cost": frozenset(COSTS),
    "reach": frozenset(REACHES),
}
RELEVANCE, DISTANCE, CHECKED, TITLE = "relevance", "distance", "checked", "title"
SORTS = (RELEVANCE, DISTANCE, CHECKED, TITLE)
SCOPES = ("all", "own")
VIEWS = ("list", "map")
_POINT = re.compile(r"(-?\d{1,2}(?:\.\d{1,12})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,12})?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Near:
    """Where help is wanted: a postcode or town as typed, or a point given as `lat,lon`."""

    text: str
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """A parameter with a value that means nothing, and what is wrong with it."""

    parameter: str
    message: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the visitor's own filters and the page of the result."""

    query: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    page: int = 1
    anywhere: bool = False
    """A place in the query is no filter: the visitor has taken it off."""
    is_own_only: bool = False
    """Only what the asking network publishes itself; then there is no other filter by network."""
    near: Near | None = None
    radius_km: int = DEFAULT_RADIUS_KM
    sort: str = RELEVANCE
    per_page: int = PER_PAGE
    is_map: bool = False
    """The hits are to be drawn on a map, too."""

    @property
    def offset(self) -> int:
        """How many hits stand on the pages before this one."""
        return (self.page - 1) * self.per_page

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the words of the query decides what is found."""
        return bool(self.chosen or self.is_own_only or self.near)

    def values(self, facet: str) -> tuple[str, ...]:
        """The values chosen in one facet."""
        return dict(self.chosen).get(facet, ())

    def without(self, facet: str, value: str) -> Question:
        """The same question without one of its filters, from its first page."""
        chosen = tuple(
            (name, kept)
            for name, values in self.chosen
            if (kept := tuple(each for each in values if (name, each) != (facet, value)))
        )
        return replace(self, chosen=chosen, page=1)

    def without_place(self) -> Question:
        """The same question, wherever the answer is."""
        sort = RELEVANCE if self.sort == DISTANCE else self.sort
        if self.near:
            return replace(self, near=None, radius_km=DEFAULT_RADIUS_KM, sort=sort, page=1)
        return replace(self, anywhere=True, sort=sort, page=1)

    def without_filters(self, *, names_place: bool) -> Question:
        """The same words and no filter at all; `names_place`: neither the place among them."""
        sort = RELEVANCE if self.sort == DISTANCE else self.sort
        return Question(
            self.query, anywhere=self.anywhere or names_place, sort=sort, is_map=self.is_map
        )

    def to_address(self) -> str:
        """The question as the part of an address behind the `?`, without its page.

        The same question has the same address, in whatever order it was asked.
        """
        pairs = [("q", self.query)] if self.query else []
        if self.is_own_only:
            pairs.append(("scope", "own"))
        if self.chosen:
            chosen = dict(self.chosen)
            pairs += [(name, value) for name in FACETS for value in sorted(chosen.get(name, ()))]
        if self.near:
            pairs.append(("near", self.near.text))
            if self.radius_km != DEFAULT_RADIUS_KM:
                pairs.append(("radius", str(self.radius_km)))
        if self.sort != RELEVANCE:
            pairs.append(("sort", self.sort))
        if self.anywhere:
            pairs.append((ANYWHERE, "1"))
        if self.is_map:
            pairs.append(("view", "map"))
        return urlencode(pairs)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as far as it could be read, and what could not."""

    question: Question
    mistakes: tuple[Mistake, ...] = ()


def read(parameters: QueryDict, *, page: str = "p") -> Reading:
    """The question in an address, with a mistake for every value that means nothing.

    `page` is the name of the parameter that says which page of the result is wanted. Whether a
    network, a term or a town of that name exists is not looked up here.
    """
    mistakes: list[Mistake] = []
    query = " ".join(clean(parameters.get("q", "")[: MAX_QUERY * 2]).split())[:MAX_QUERY].strip()
    scope = _one_of(parameters, "scope", SCOPES, mistakes)
    chosen = []
    for name in FACETS:
        if name == "network" and scope == "own":
            continue
        if values := _values(parameters, name, mistakes):
            chosen.append((name, values))
    near = _near(parameters.get("near", ""), mistakes)
    return Reading(
        Question(
            query,
            tuple(chosen),
            _number(parameters, page, 1, MAX_PAGE, 1, mistakes),
            anywhere=parameters.get(ANYWHERE) == "1",
            is_own_only=scope == "own",
            near=near,
            radius_km=(
                _number(parameters, "radius", 1, MAX_RADIUS_KM, DEFAULT_RADIUS_KM, mistakes)
                if near or "radius" in parameters
                else DEFAULT_RADIUS_KM
            ),
            sort=_one_of(parameters, "sort", SORTS, mistakes),
            per_page=_number(parameters, "per_page", 1, MAX_PER_PAGE, PER_PAGE, mistakes),
            is_map=_one_of(parameters, "view", VIEWS, mistakes) == "map",
        ),
        tuple(mistakes),
    )


def read_question(parameters: QueryDict) -> Question:
    """The question in an address. Whatever is too long, unknown or odd is cut or left out."""
    return read(parameters).question


def _values(parameters: QueryDict, name: str, mistakes: list[Mistake]) -> tuple[str, ...]:
    given = [value for value in parameters.getlist(name) if value]
    if len(given) > MAX_VALUES:
        mistakes.append(
            Mistake(name, _("Höchstens %(number)d Werte sind möglich.") % {"number": MAX_VALUES})
        )
    is_possible: Callable[[str], bool] = _FIXED_VALUES.get(name, frozenset()).__contains__
    if name not in _FIXED_VALUES:
        is_possible = _is_slug
    found = dict.fromkeys(given[:MAX_VALUES])
    if not all(is_possible(value) for value in found):
        mistakes.append(Mistake(name, _("Diesen Wert gibt es nicht.")))
    return tuple(value for value in found if is_possible(value))


def _is_slug(value: str) -> bool:
    return len(value) <= MAX_VALUE and value.replace("-", "").replace("_", "").isalnum()


def _one_of(
    parameters: QueryDict, name: str, values: tuple[str, ...], mistakes: list[Mistake]
) -> str:
    """The value of a parameter, the first of the possible ones if it has none of them."""
    value = parameters.get(name, "")
    if value and value not in values:
        mistakes.append(Mistake(name, _("Möglich sind: %s") % ", ".join(values)))
    return value if value in values else values[0]


def _number(
    parameters: QueryDict, name: str, least: int, most: int, default: int, mistakes: list[Mistake]
) -> int:
    text = parameters.get(name, "")
    if not text:
        return default
    is_number = text.isascii() and text.isdigit() and len(text) <= 6
    number = int(text) if is_number else default
    if not is_number or not least <= number <= most:
        message = _("Eine ganze Zahl von %(least)d bis %(most)d ist möglich.")
        mistakes.append(Mistake(name, message % {"least": least, "most": most}))
    return min(max(number, least), most)


def _near(text: str, mistakes: list[Mistake]) -> Near | None:
    text = " ".join(clean(text[: MAX_VALUE * 2]).split())[:MAX_VALUE].strip()
    if not text:
        return None
    match = _POINT.fullmatch(text)
    if match is None:
        return Near(text)
    latitude, longitude = float(match[1]), float(match[2])
    if abs(latitude) > 90 or abs(longitude) > 180 or math.isclose(abs(latitude), 90):
        mistakes.append(
            Mistake("near", _("Diesen Punkt gibt es nicht (Breite und Länge in Grad)."))
        )
        return None
    return Near(text, (latitude, longitude))
