"""Where what was found is: the coordinates of offers and partners that people can go to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from network_core.directory.models import Offer, OfferPlace, Partner
from network_core.places.models import Place
from search.documents.base import object_key, split_key


@dataclass(frozen=True, slots=True)
class Position:
    """A place of one object; without coordinates of its own, the middle of its postcode."""

    latitude: float
    longitude: float
    town: str


def positions(keys: Iterable[str]) -> Mapping[str, list[Position]]:
    """Object → the places where it is, for those of the objects that are somewhere. One query.

    A protected place has none, whatever the database knows.
    """
    pks: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        type_name, pk = split_key(key)
        pks[type_name].append(pk)
    offers = OfferPlace.objects.filter(
        offer__in=Offer.objects.public().filter(pk__in=pks["offer"]).values("pk"),
        is_protected=False,
    )
    partners = Partner.objects.public().filter(pk__in=pks["partner"])
    rows = _rows(offers, "offer", "offer_id").union(_rows(partners, "partner", "pk"), all=True)
    found: dict[str, list[Position]] = defaultdict(list)
    for type_name, pk, latitude, longitude, town in rows:
        if latitude is not None and longitude is not None:
            found[object_key(type_name, pk)].append(Position(latitude, longitude, town))
    return {
        key: sorted(places, key=lambda p: (p.town, p.latitude)) for key, places in found.items()
    }


def _rows(places: QuerySet, type_name: str, pk: str) -> QuerySet:
    middle = Place.objects.filter(postcode=OuterRef("postal_code")).order_by("is_bulk", "pk")[:1]
    return (
        places.order_by()
        .annotate(
            of_type=Value(type_name, CharField()),
            of_pk=F(pk),
            north=Coalesce("latitude", Subquery(middle.values("latitude"))),
            east=Coalesce("longitude", Subquery(middle.values("longitude"))),
        )
        .values_list("of_type", "of_pk", "north", "east", "city")
    )
