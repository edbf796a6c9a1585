"""A sheet of paper onto which places are drawn: where a point of the earth stands on it."""

from collections.abc import Sequence
from math import cos, radians

from network_core.places.distance import EARTH_RADIUS_KM

KM_PER_DEGREE = EARTH_RADIUS_KM * radians(1)
_LEAST_KM = 6.0


class Sheet:
    """The part of the earth around some points, `width` wide; the north is above.

    Degrees of longitude are shortened as in the middle of the sheet, which is near enough for
    a country the size of Germany. `points` are pairs of latitude and longitude, at least one;
    the height lies between the two `heights`, if the points let it.
    """

    def __init__(
        self,
        points: Sequence[tuple[float, float]],
        width: float,
        heights: tuple[float, float],
        margin: float,
    ) -> None:
        south, north = min(p[0] for p in points), max(p[0] for p in points)
        west, east = min(p[1] for p in points), max(p[1] for p in points)
        self.latitude, self.longitude = (south + north) / 2, (west + east) / 2
        self._shrink = cos(radians(self.latitude))
        wide = max((east - west) * self._shrink * KM_PER_DEGREE, _LEAST_KM)
        high = max((north - south) * KM_PER_DEGREE, _LEAST_KM)
        self.width = width
        self.per_km = min((width - 2 * margin) / wide, (heights[1] - 2 * margin) / high)
        self.height = max(heights[0], high * self.per_km + 2 * margin)

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point of the earth is on the sheet: from the left, and from above."""
        east_km = (longitude - self.longitude) * self._shrink * KM_PER_DEGREE
        north_km = (latitude - self.latitude) * KM_PER_DEGREE
        return self.width / 2 + east_km * self.per_km, self.height / 2 - north_km * self.per_km

    def corners(self) -> tuple[float, float, float, float]:
        """South, west, north and east of the sheet in degrees."""
        high = self.height / 2 / self.per_km / KM_PER_DEGREE
        wide = self.width / 2 / self.per_km / KM_PER_DEGREE / self._shrink
        return (
            self.latitude - high,
            self.longitude - wide,
            self.latitude + high,
            self.longitude + wide,
        )


def svg_number(number: float) -> str:
    """A length as SVG wants it, with a point whatever the language."""
    return f"{number:.1f}"
