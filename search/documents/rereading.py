"""Hits of all types at once, as the database has them now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search.documents.base import Hit, HitContext, object_key
from search.documents.records import HitRow, RecordSource
from search.documents.registry import source_for


def hits_of(pks: Mapping[str, Sequence[int]], context: HitContext) -> dict[str, Hit]:
    """Object → hit, for those of each type that may be shown; all records in one query."""
    found: dict[str, Hit] = {}
    records: dict[str, RecordSource] = {}
    for type_name, numbers in pks.items():
        source = source_for(type_name)
        if isinstance(source, RecordSource):
            records[type_name] = source
        else:
            for pk, hit in source.hits(numbers, context).items():
                found[object_key(type_name, pk)] = hit
    parts = [source.rows(pks[name], context) for name, source in records.items()]
    if parts:
        rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        for row in map(HitRow._make, rows):
            found[object_key(row.type, row.pk)] = records[row.type].hit(row, context)
    return found
