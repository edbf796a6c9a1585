"""Hits re-read with SQL that is written once.

Every search reads its hits anew from the database, and Django takes longer to write that question
than the database to answer it. Only numbers change from one search to the next: so the question is
written with numbers that stand in for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, cast

from django.db import connection
from django.utils import timezone

from network_core.networks.models import Network
from search.documents.base import HitContext
from search.documents.records import HitRow, RecordSource
from search.documents.registry import source_for

_NETWORK = -1
"""Stands in for the number of the asking network; those of the records follow below."""
_SIZES = (5, 20, 50)
"""For so many records of one type a question is written."""


def rows_of(pks: Mapping[str, Sequence[int]], context: HitContext) -> Iterator[HitRow]:
    """The rows of the records of these types that may be shown; one query.

    Of all types `RecordSource.is_prepared` must hold: their questions depend on nothing but the
    number of the network, the language, and the day.
    """
    asked = tuple((name, _size(len(numbers))) for name, numbers in sorted(pks.items()))
    sql, parameters = _written(asked, context.language, timezone.localdate(), connection.vendor)
    numbers = {_NETWORK: context.network.pk}
    place = _NETWORK
    for name, size in asked:
        wanted = list(pks[name])
        for number in [*wanted, *[wanted[-1]] * (size - len(wanted))]:
            place -= 1
            numbers[place] = number
    with connection.cursor() as cursor:
        # Nothing that the question holds besides is a whole number below zero.
        cursor.execute(
            sql, [numbers.get(each, each) if type(each) is int else each for each in parameters]
        )
        yield from map(HitRow._make, cursor.fetchall())


def _size(count: int) -> int:
    return next((size for size in _SIZES if size >= count), count)


@lru_cache(maxsize=500)
def _written(
    asked: tuple[tuple[str, int], ...], language: str, day: date, vendor: str
) -> tuple[str, tuple[Any, ...]]:
    """The SQL and its parameters for so many records of these types. `day`: a new one every day."""
    context = HitContext(Network(pk=_NETWORK), language)
    place = _NETWORK
    parts = []
    for name, size in asked:
        stand_ins = list(range(place - 1, place - 1 - size, -1))
        place -= size
        parts.append(cast(RecordSource, source_for(name)).rows(stand_ins, context))
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    sql, parameters = rows.query.sql_with_params()
    return sql, tuple(parameters)
