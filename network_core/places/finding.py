"""Finding places: by postcode, by name, in a question, and all around a point."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from network_core.kept import kept
from network_core.places.distance import box_around, distance_km
from network_core.places.known import SECONDS, known_names
from network_core.places.models import Place
from network_core.places.names import fold

FARTHEST_KM = 15.0
"""A point farther than this from the middle of every postcode lies in none of them."""
LONGEST_NAME_WORDS = 5
MOST_WORDS = 40
_MOST = 200
"""So many answers of each kind are kept: one may hold a thousand postcodes."""


@dataclass(frozen=True)
class Spot:
    """A postcode or a town: its name, its postcodes, its middle, and its district.

    `key` is the beginning of the region key (five digits), which `Network.area_keys` and
    `ServiceArea.key` can be compared with; empty where it is not known.
    """

    name: str
    postcodes: tuple[str, ...]
    latitude: float
    longitude: float
    key: str

    def distance_km(self, latitude: float, longitude: float) -> float:
        """How far a point is from the middle of this place."""
        return distance_km(self.latitude, self.longitude, latitude, longitude)


def find_spots(text: str, near: Iterable[str] = ()) -> list[Spot]:
    """The places that `text` (a postcode or a name) may mean, the likeliest first.

    Those in the areas `near` (region keys) come first, then the larger ones. Empty for a text
    that is no place. A few queries, or none where the process was asked for it lately.
    """
    folded = fold(text)
    if not folded or len(folded) > 120:
        return []
    close = tuple(near)
    return sorted(
        _spots_called(text, folded),
        key=lambda spot: (not _is_near(spot, close), -len(spot.postcodes), spot.key),
    )


@kept(seconds=SECONDS, of=[Place], most=_MOST)
def _spots_called(text: str, folded: str) -> tuple[Spot, ...]:
    """One spot per district; the towns that share a postcode are one."""
    if folded.isdigit():
        return _spots(Place.objects.filter(postcode=folded), by_postcode=True)
    rows = list(Place.objects.filter(folded=folded, is_bulk=False))
    if not rows:
        short = Q(folded_short=folded) | Q(folded__startswith=f"{folded} ")
        rows = list(Place.objects.filter(short, is_bulk=False)[:500])
        # A town of which only the parts are known, such as „Bad Harzburg Bettingerode“.
        exact = [row for row in rows if row.folded_short == folded]
        rows = exact or rows
    return _spots(rows, by_postcode=False, name=text)


def find_spot(text: str, near: Iterable[str] = ()) -> Spot | None:
    """The likeliest of `find_spots`, or None."""
    return next(iter(find_spots(text, near)), None)


def find_in_words(words: Sequence[str], near: Iterable[str] = ()) -> tuple[Spot, slice] | None:
    """The place that a question names, and which of its words do.

    Of several places the one with a postcode counts, then the longest name, then the last one:
    „Krabbelgruppe 37073“, „Beratung Bad Lauterberg“. No query where no place is named.
    """
    # Folded one by one, a phrase is what its words are: most of them have been seen before.
    folded = [fold(word) for word in words[:MOST_WORDS]]
    known = known_names()
    found = []
    for start in range(len(folded)):
        name = ""
        for end, word in enumerate(folded[start : start + LONGEST_NAME_WORDS], start + 1):
            name = f"{name} {word}".strip()
            if name in known:
                found.append((name.isdigit(), end - start, start, name, slice(start, end)))
    if not found:
        return None
    name, part = max(found)[3:]
    spot = find_spot(name, near)
    return (spot, part) if spot else None


@kept(seconds=SECONDS, of=[Place], most=_MOST)
def postcodes_within(latitude: float, longitude: float, radius_km: float) -> Mapping[str, float]:
    """Postcode → distance in kilometres, of all whose middle lies in the circle.

    One query, or none where the process was asked for it lately.
    """
    south, west, north, east = box_around(latitude, longitude, radius_km)
    inside = Place.objects.filter(
        latitude__range=(south, north), longitude__range=(west, east)
    ).values_list("postcode", "latitude", "longitude")
    found: dict[str, float] = {}
    for postcode, lat, long in inside:
        away = distance_km(latitude, longitude, lat, long)
        if away <= radius_km:
            found[postcode] = min(away, found.get(postcode, away))
    return found


def nearest_postcodes(
    points: Iterable[tuple[float, float]],
) -> dict[tuple[float, float], str]:
    """Point (latitude, longitude) → the postcode whose middle lies nearest. One query at most.

    Points that are in nobody's neighbourhood, out at sea or abroad, are left out.
    """
    boxes = {point: box_around(*point, FARTHEST_KM) for point in points}
    if not boxes:
        return {}
    souths, wests, norths, easts = zip(*boxes.values(), strict=True)
    rows = list(
        Place.objects.filter(
            latitude__range=(min(souths), max(norths)),
            longitude__range=(min(wests), max(easts)),
            is_bulk=False,
        )
        .order_by("latitude", "pk")
        .values_list("latitude", "longitude", "postcode")
    )
    latitudes = [row[0] for row in rows]
    found = {}
    for point, (south, _west, north, _east) in boxes.items():
        near = rows[bisect_left(latitudes, south) : bisect_right(latitudes, north)]
        away, postcode = min(
            ((distance_km(*point, lat, long), code) for lat, long, code in near),
            default=(FARTHEST_KM + 1, ""),
        )
        if away <= FARTHEST_KM:
            found[point] = postcode
    return found


def _spots(rows: Iterable[Place], *, by_postcode: bool, name: str = "") -> tuple[Spot, ...]:
    groups: dict[str, list[Place]] = defaultdict(list)
    for row in rows:
        groups[row.key].append(row)
    return tuple(_spot(group, by_postcode=by_postcode, name=name) for group in groups.values())


def _is_near(spot: Spot, near: tuple[str, ...]) -> bool:
    return any(spot.key.startswith(key[:5]) for key in near if spot.key)


def _spot(rows: list[Place], *, by_postcode: bool, name: str) -> Spot:
    names = sorted({row.name for row in rows}, key=lambda text: (len(text), text))
    if by_postcode:
        title = f"{rows[0].postcode} {names[0]}"
    else:
        # Parts of one town: it is called what was asked for.
        title = names[0] if len(names) == 1 else name or names[0]
    return Spot(
        name=title,
        postcodes=tuple(sorted({row.postcode for row in rows})),
        latitude=sum(row.latitude for row in rows) / len(rows),
        longitude=sum(row.longitude for row in rows) / len(rows),
        key=rows[0].key,
    )
