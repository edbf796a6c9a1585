"""The map of the networks: a drawing of our own, without tiles and without anybody else.

Each district is a sign at its middle, and each network a number at the middle of its districts.
The list beside the drawing says the same in words.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from network_core.networks.models import Network
from network_core.places.sheet import Sheet, svg_number
from network_core.steering.networks.districts import District

WIDTH = 360.0
HEIGHTS = (240.0, 480.0)
MARGIN = 24.0


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
    name: str


@dataclass(frozen=True, slots=True)
class Marker:
    """One network at the middle of its districts, and which of them it has."""

    number: int
    x: str
    y: str
    network: Network
    whole: tuple[District, ...]
    part: tuple[District, ...]

    @property
    def districts(self) -> int:
        """How many there are, with those of which it has a part."""
        return len(self.whole) + len(self.part)


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """Everything that is drawn, ready for the template."""

    width: str
    height: str
    signs: list[Sign]
    markers: list[Marker]


def network_map(districts: Sequence[District]) -> NetworkMap | None:
    """The map of these districts and of the networks there; None without any."""
    if not districts:
        return None
    sheet = Sheet([each.middle for each in districts], WIDTH, HEIGHTS, MARGIN)
    signs = []
    for district in districts:
        x, y = sheet.at(*district.middle)
        signs.append(Sign(svg_number(x), svg_number(y), _belongs(district), district.name))
    return NetworkMap(
        svg_number(sheet.width), svg_number(sheet.height), signs, _markers(districts, sheet)
    )


def _belongs(district: District) -> Belongs:
    if district.is_free:
        return Belongs.FREE
    return Belongs.WHOLE if district.networks else Belongs.PART


def _markers(districts: Sequence[District], sheet: Sheet) -> list[Marker]:
    """The networks by name, numbered."""
    whole: dict[Network, list[District]] = defaultdict(list)
    part: dict[Network, list[District]] = defaultdict(list)
    for district in districts:
        for network in district.networks:
            whole[network].append(district)
        for network in district.partly:
            part[network].append(district)
    markers = []
    networks = sorted({*whole, *part}, key=lambda network: (network.short_name, network.pk))
    for number, network in enumerate(networks, start=1):
        own = (*whole[network], *part[network])
        x, y = sheet.at(fmean(d.latitude for d in own), fmean(d.longitude for d in own))
        has = tuple(whole[network]), tuple(part[network])
        markers.append(Marker(number, svg_number(x), svg_number(y), network, *has))
    return markers
