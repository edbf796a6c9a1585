"""Hits of all types at once, as the database has them now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search.documents.base import Hit, HitContext, object_key
from search.documents.prepared import rows_of
from search.documents.records import RecordSource
from search.documents.registry import source_for


def hits_of(pks: Mapping[str, Sequence[int]], context: HitContext) -> dict[str, Hit]:
    """Object → hit, for those of each type that may be shown; most types in one query."""
    found: dict[str, Hit] = {}
    prepared: dict[str, RecordSource] = {}
    for type_name, numbers in pks.items():
        source = source_for(type_name)
        if isinstance(source, RecordSource) and source.is_prepared:
            prepared[type_name] = source
        else:
            for pk, hit in source.hits(numbers, context).items():
                found[object_key(type_name, pk)] = hit
    if prepared:
        for row in rows_of({name: pks[name] for name in prepared}, context):
            if context.knows(row.network):
                found[object_key(row.type, row.pk)] = prepared[row.type].hit(row, context)
    return found
