"""Where the networks are: real districts as far as places are known, made-up ones beyond."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from network_core.networks.models import RegionKey
from network_core.networks.regions import LAENDER
from network_core.places.models import Place

Town: TypeAlias = tuple[str, str, float, float]
"""Name, postcode, latitude, longitude."""

# About the middle of each Land, and the first digit of its postcodes.
MIDDLES: dict[str, tuple[float, float, int]] = {
    "01": (54.2, 9.8, 2),
    "02": (53.55, 10.0, 2),
    "03": (52.8, 9.4, 3),
    "04": (53.1, 8.8, 2),
    "05": (51.5, 7.6, 4),
    "06": (50.6, 9.0, 6),
    "07": (49.9, 7.4, 5),
    "08": (48.6, 9.0, 7),
    "09": (48.9, 11.5, 8),
    "10": (49.4, 6.9, 6),
    "11": (52.5, 13.4, 1),
    "12": (52.4, 13.2, 1),
    "13": (53.8, 12.5, 1),
    "14": (51.0, 13.3, 0),
    "15": (52.0, 11.7, 3),
    "16": (50.9, 11.0, 9),
}
FIRST_PARTS = ("Linden", "Buchen", "Eichen", "Birken", "Ober", "Nieder", "Neuen", "Alten", "Wiesen")
LAST_PARTS = ("hausen", "bach", "feld", "burg", "stedt", "tal", "rode", "heim", "brück")
MADE_UP_TOWNS = 12
# Made-up districts have numbers that no real one has.
FIRST_MADE_UP = 950


@dataclass(frozen=True)
class District:
    """The region of one network."""

    key: str
    name: str
    towns: list[Town]


def draw_districts(dice: Random, number: int) -> list[District]:
    """So many districts that no network is responsible for yet; real ones come first."""
    taken = set(RegionKey.objects.values_list("key", flat=True))
    towns: dict[str, list[Town]] = defaultdict(list)
    places = Place.objects.filter(is_bulk=False).exclude(key="").order_by("pk")
    for key, *town in places.values_list("key", "name", "postcode", "latitude", "longitude"):
        towns[key].append((town[0], town[1], town[2], town[3]))
    found = [District(key, _largest(some), some) for key, some in sorted(towns.items())]
    found = [district for district in found if district.key not in taken]
    dice.shuffle(found)
    serial = 0
    while len(found) < number:
        land = sorted(LAENDER)[serial % len(LAENDER)]
        key = f"{land}{FIRST_MADE_UP + serial // len(LAENDER):03d}"
        if key not in taken:
            made_up = _made_up_towns(dice, land)
            found.append(District(key, made_up[0][0], made_up))
        serial += 1
    found = found[:number]
    dice.shuffle(found)
    return found


def land_district(land: str, districts: list[District]) -> District:
    """A whole Land, with the towns of all `districts` in it."""
    towns = [town for d in districts if d.key.startswith(land) for town in d.towns]
    return District(land, LAENDER[land], towns or _made_up_towns(Random(land), land))  # noqa: S311


def _largest(towns: list[Town]) -> str:
    names = Counter(name for name, *_rest in towns)
    return min(names, key=lambda name: (-names[name], name))[:40]


def _made_up_towns(dice: Random, land: str) -> list[Town]:
    latitude, longitude, digit = MIDDLES[land]
    latitude, longitude = latitude + dice.uniform(-0.6, 0.6), longitude + dice.uniform(-0.8, 0.8)
    return [
        (
            dice.choice(FIRST_PARTS) + dice.choice(LAST_PARTS),
            f"{digit}{dice.randint(1000, 9998)}",
            round(latitude + dice.uniform(-0.15, 0.15), 4),
            round(longitude + dice.uniform(-0.2, 0.2), 4),
        )
        for _town in range(MADE_UP_TOWNS)
    ]
