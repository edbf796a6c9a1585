"""Another order than that of the points: by distance, by the newest check, by title.

An engine knows one order, so that both give the same. The best hits by points are put in order
here; what stands behind the window of the engines is in no order at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from network_core.directory.models import CheckPlan
from network_core.places.distance import distance_km
from network_core.places.names import fold
from search.documents.base import split_key
from search.documents.positions import positions
from search.engines.base import Hit
from search.query.request import CHECKED, DISTANCE, TITLE

FAR_KM = 100_000.0


def in_order(hits: Sequence[Hit], sort: str, middle: tuple[float, float] | None) -> tuple[Hit, ...]:
    """The hits in the order that a visitor chose, equal ones by their points. One query at most.

    What has no place, or was never checked, comes last. Without a `middle` there is no order by
    distance.
    """
    if sort == TITLE:
        return tuple(sorted(hits, key=lambda hit: fold(hit.stored.get("title", ""))))
    if sort == CHECKED:
        days = _checked_on(hits)
        return tuple(sorted(hits, key=lambda hit: days.get(hit.object, date.min), reverse=True))
    if sort == DISTANCE and middle is not None:
        away = distances(hits, middle)
        return tuple(sorted(hits, key=lambda hit: away.get(hit.object, FAR_KM)))
    return tuple(hits)


def distances(hits: Sequence[Hit], middle: tuple[float, float]) -> dict[str, float]:
    """Object → kilometres to the nearest of its places."""
    return {
        key: min(distance_km(*middle, place.latitude, place.longitude) for place in places)
        for key, places in positions(hit.object for hit in hits).items()
    }


def _checked_on(hits: Sequence[Hit]) -> dict[str, date]:
    offers = {split_key(hit.object)[1]: hit.object for hit in hits if hit.object[:6] == "offer:"}
    plans = CheckPlan.objects.filter(offer__in=offers)
    rows = plans.values_list("offer_id", "checked_on")
    return {offers[pk]: day for pk, day in rows if day is not None}
