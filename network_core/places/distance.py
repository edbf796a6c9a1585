"""Distances on earth, exact enough for „in meiner Nähe“."""

from math import asin, cos, degrees, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0


def distance_km(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """The distance between two points in kilometres, as the crow flies (haversine)."""
    north, south = radians(latitude), radians(other_latitude)
    half_height = sin((south - north) / 2) ** 2
    half_width = sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half_height + cos(north) * cos(south) * half_width))


def box_around(
    latitude: float, longitude: float, radius_km: float
) -> tuple[float, float, float, float]:
    """`(south, west, north, east)` of a box that holds the circle; to ask the database first.

    Meant for Germany: it does not care about poles and the date line.
    """
    height = degrees(radius_km / EARTH_RADIUS_KM)
    width = height / cos(radians(latitude))
    return latitude - height, longitude - width, latitude + height, longitude + width
