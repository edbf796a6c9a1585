"""Districts (Kreise and kreisfreie Städte), as the places know them."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Avg, Count

from network_core.places.models import Place


@dataclass(frozen=True, slots=True)
class KnownDistrict:
    """A district with the middle of its places.

    Where its name is not known, it is called by its town with most postcodes.
    """

    key: str
    name: str
    latitude: float
    longitude: float


def read_districts(land: str = "") -> list[KnownDistrict]:
    """Every district in which people live, by its key; of one Land if `land` (two digits) says so.

    One query, which answers a row for each town.
    """
    rows = (
        Place.objects.filter(is_bulk=False, key__startswith=land)
        .exclude(key="")
        .order_by("key", "name")
        .values_list("key", "name", "district")
        .annotate(number=Count("pk"), north=Avg("latitude"), east=Avg("longitude"))
    )
    found = []
    for key, group in groupby(rows, key=lambda row: row[0]):
        towns = list(group)
        _key, town, district, _number, _north, _east = max(towns, key=lambda row: row[3])
        postcodes = sum(number for *_names, number, _north, _east in towns)
        north = sum(number * north for *_names, number, north, _east in towns) / postcodes
        east = sum(number * east for *_names, number, _north, east in towns) / postcodes
        found.append(KnownDistrict(key, district or town, north, east))
    return found
