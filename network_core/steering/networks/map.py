"""The map of the networks: a drawing of our own, without tiles and without anybody else.

Each district is a sign at its middle, and each network a number at the middle of its districts.
The list beside the drawing says the same in words.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from django.db.models import Avg

from network_core.networks.models import Network
from network_core.places.models import Place
from network_core.places.sheet import Sheet, svg_number
from network_core.steering.networks.districts import District

WIDTH = 360.0
HEIGHTS = (240.0, 480.0)
MARGIN = 16.0


class Belongs(StrEnum):
    """How far a district belongs to networks; drawn by shape, not by colour alone."""

    WHOLE = "whole"
    PART = "part"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Sign:
    """One district; numbers with a point, as SVG wants them."""

    x: str
    y: str
    belongs: Belongs
    town: str


@dataclass(frozen=True, slots=True)
class Marker:
    """One network at the middle of its districts, and how many of them it has."""

    number: int
    x: str
    y: str
    network: Network
    whole: int
    part: int


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """Everything that is drawn, ready for the template."""

    width: str
    height: str
    signs: list[Sign]
    markers: list[Marker]


def network_map(districts: Iterable[District]) -> NetworkMap | None:
    """The map of these districts and of the networks there; None without any. One query."""
    middles = _middles()
    known = [district for district in districts if district.key in middles]
    if not known:
        return None
    sheet = Sheet([middles[each.key] for each in known], WIDTH, HEIGHTS, MARGIN)
    signs = []
    for district in known:
        x, y = sheet.at(*middles[district.key])
        signs.append(Sign(svg_number(x), svg_number(y), _belongs(district), district.town))
    return NetworkMap(
        svg_number(sheet.width), svg_number(sheet.height), signs, _markers(known, middles, sheet)
    )


def _belongs(district: District) -> Belongs:
    if district.is_free:
        return Belongs.FREE
    return Belongs.WHOLE if district.networks else Belongs.PART


def _markers(
    districts: Iterable[District], middles: dict[str, tuple[float, float]], sheet: Sheet
) -> list[Marker]:
    """The networks by name, numbered."""
    whole: dict[Network, list[str]] = defaultdict(list)
    part: dict[Network, list[str]] = defaultdict(list)
    for district in districts:
        for network in district.networks:
            whole[network].append(district.key)
        for network in district.partly:
            part[network].append(district.key)
    markers = []
    networks = sorted({*whole, *part}, key=lambda network: (network.short_name, network.pk))
    for number, network in enumerate(networks, start=1):
        points = [middles[key] for key in (*whole[network], *part[network])]
        x, y = sheet.at(fmean(p[0] for p in points), fmean(p[1] for p in points))
        counts = len(whole[network]), len(part[network])
        markers.append(Marker(number, svg_number(x), svg_number(y), network, *counts))
    return markers


def _middles() -> dict[str, tuple[float, float]]:
    """Key of each district → the middle of its places, without those where nobody lives."""
    rows = (
        Place.objects.filter(is_bulk=False)
        .exclude(key="")
        .order_by()
        .values_list("key")
        .annotate(north=Avg("latitude"), east=Avg("longitude"))
    )
    return {key: (north, east) for key, north, east in rows}
