"""Searching in lists and choosers of the admin, by whatever way a layer above has registered.

Here a record is found when it contains the search word as it is typed. `search` adds its own
analysis for partners and offers, so that people find them as visitors do.
"""

from collections.abc import Callable, Iterable

from django.db.models import Model, Q, QuerySet

Way = Callable[[str], Q]

_ways: dict[type[Model], Way] = {}


def register_way(model: type[Model], way: Way) -> None:
    """Let `way` say which records of `model` a text finds, besides those that contain it."""
    _ways[model] = way


def narrowed(objects: QuerySet, text: str, fields: Iterable[str]) -> QuerySet:
    """Those of the objects that the text finds; never any other, whatever a way says."""
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": text})
    way = _ways.get(objects.model)
    if way is not None:
        found |= way(text)
    return objects.filter(found)
