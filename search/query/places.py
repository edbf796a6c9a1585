"""The place that a question names: what is there or meant for it, and how near a hit is.

A place becomes a filter that is shown and can be taken off. What has no place of its own stays if
it is meant for the area, for all of Germany, or can be used online.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from network_core.networks.known import known_areas
from network_core.networks.models import Network
from network_core.networks.regions import enclosing_keys
from network_core.places.distance import box_around, distance_km
from network_core.places.finding import Spot, find_in_words, find_spot, postcodes_within
from network_core.places.models import Place
from network_core.places.names import fold
from search.analysis import dictionary, places_of_the_field
from search.engines.base import All, Any, Best, Keyword, Node
from search.query.nodes import points
from search.query.request import Near
from search.query.tree import Worth

RADIUS_KM = 15.0
NEAR_KM = 5.0
THERE, NEAR, AROUND, FOR_IT = 2.0, 1.2, 0.6, 0.2
"""What being there is worth, near by, around it, or meant for its area, in middling matches."""
_WITHOUT_PLACE = ("page", "news", "event", "partner", "document")
FEW = 6
"""With fewer hits at a place, those of elsewhere follow."""
FIRST = 100.0
"""What being there is worth more where hits of elsewhere follow: all of there come first."""
_LEADING = frozenset({"in", "bei", "um", "nahe", "aus", "near", "in der nähe von", "plz"})


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """A place with what lies around it."""

    label: str
    node: Node
    """Documents that are there, near by, or meant for its area."""
    tiers: tuple[tuple[Node, float], ...] = ()
    """Conditions of nearness with what each is worth, in middling matches."""
    is_widened: bool = False
    """Too little is there: what is elsewhere follows."""
    middle: tuple[float, float] | None = None
    """Latitude and longitude from which distances are measured; none for a whole area."""

    def worth(self, scale: float) -> list[Worth]:
        """What being near is worth: the best of what holds."""
        more = FIRST if self.is_widened else 0.0
        ways = tuple(_worth(node, points(share * scale + more)) for node, share in self.tiers)
        return [Worth("near", Best(ways), self.label)] if ways else []


@dataclass(frozen=True, slots=True)
class PlaceInQuestion:
    """The place that a question names, and the question without it."""

    filter: PlaceFilter
    rest: str
    words: str


def place_in(query: str, network: Network, networks: Sequence[Network]) -> PlaceInQuestion | None:
    """The place that a question names; none if its words may as well mean something else."""
    words = query.split()
    found = find_in_words(words, near=network.area_keys)
    if found:
        spot, part = found
        if _is_meant(words, part):
            rest = words[: part.start] + words[part.stop :]
            there = " ".join(words[part])
            return PlaceInQuestion(_around(spot), _tidy(rest), there)
    for place, word in enumerate(words):
        for each in networks:
            if not each.is_umbrella and fold(word) == fold(each.slug):
                rest = words[:place] + words[place + 1 :]
                return PlaceInQuestion(_area_of(each), _tidy(rest), word)
    return None


def place_near(near: Near, network: Network, radius_km: float) -> PlaceFilter | None:
    """The place that a visitor asks for by itself; none if no town or postcode is called so."""
    if near.point is None:
        spot = find_spot(near.text, network.area_keys)
        return _around(spot, radius_km) if spot else None
    latitude, longitude = near.point
    town = _town_at(near.point)
    postcodes, name, key = ((town.postcode,), town.name, town.key) if town else ((), near.text, "")
    return _around(Spot(name, postcodes, latitude, longitude, key), radius_km)


def _town_at(point: tuple[float, float]) -> Place | None:
    """The nearest town, if there is one within an hour's walk."""
    south, west, north, east = box_around(*point, NEAR_KM)
    towns = Place.objects.filter(
        latitude__range=(south, north), longitude__range=(west, east), is_bulk=False
    )
    return min(
        towns,
        key=lambda town: (distance_km(*point, town.latitude, town.longitude), town.pk),
        default=None,
    )


def _is_meant(words: Sequence[str], part: slice) -> bool:
    """Whether a name is meant as a place: Leer and Stade are words, too."""
    text = " ".join(words[part])
    if any(letter.isdigit() for letter in text) or part.stop - part.start > 1:
        return True
    lowered = text.lower()
    if lowered in places_of_the_field():
        return True
    if part.start and words[part.start - 1].lower() in _LEADING:
        return True
    return not (dictionary.other(lowered) or (dictionary.noun(lowered) and text.islower()))


def _tidy(words: Sequence[str]) -> str:
    """The words without a preposition that has lost its place."""
    kept = list(words)
    while kept and kept[-1].lower() in _LEADING:
        kept.pop()
    return " ".join(kept)


def _around(spot: Spot, radius_km: float = RADIUS_KM) -> PlaceFilter:
    distances = postcodes_within(spot.latitude, spot.longitude, radius_km)
    near = tuple(sorted(code for code, away in distances.items() if away <= NEAR_KM))
    around = tuple(sorted({*distances, *spot.postcodes}))
    town = fold(spot.name.lstrip("0123456789 "))
    there = Any((Keyword("postcode", spot.postcodes), Keyword("town", (town,))))
    covering = _networks_around(spot.key) if spot.key else ()
    tiers: list[tuple[Node, float]] = [(there, THERE)]
    if near:
        tiers.append((Keyword("postcode", near), NEAR))
    tiers.append((Keyword("postcode", around), AROUND))
    if spot.key:
        tiers.append((Keyword("region", tuple(enclosing_keys(spot.key))), FOR_IT))
    anywhere: list[Node] = [Keyword("reach", ("nationwide", "online"))]
    if covering:
        anywhere.append(All((Keyword("type", _WITHOUT_PLACE), Keyword("network", covering))))
    node = Any((*(each for each, _ in tiers), *anywhere))
    return PlaceFilter(spot.name, node, tuple(tiers), middle=(spot.latitude, spot.longitude))


def _networks_around(key: str) -> tuple[str, ...]:
    """Slugs of the networks whose area holds, or lies in, the one of this key."""
    return tuple(
        sorted(
            {slug for area, slug in known_areas() if area.startswith(key) or key.startswith(area)}
        )
    )


def _area_of(network: Network) -> PlaceFilter:
    """A network that is called like its region stands for it."""
    tiers: list[tuple[Node, float]] = [(Keyword("network", (network.slug,)), THERE)]
    if network.area_postcodes:
        tiers.append((Keyword("postcode", tuple(network.area_postcodes)), THERE))
    node = Any((*(each for each, _ in tiers), Keyword("reach", ("nationwide", "online"))))
    return PlaceFilter(network.short_name, node, tuple(tiers))


def _worth(node: Node, score: int) -> Node:
    match node:
        case Keyword(name, values):
            return Keyword(name, values, score)
        case Any(children):
            return Best(tuple(_worth(child, score) for child in children))
        case _:
            return node
