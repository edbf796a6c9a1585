"""Adding to a count in one statement, the same on SQLite and PostgreSQL."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import connection, transaction

from network_core.statistics.models import Count

BATCH = 100  # six values a row: far below SQLite's limit of variables


class Slot(NamedTuple):
    """What a count belongs to; `start` is the day, or the first day of the month."""

    start: date
    network_id: int
    kind: str
    key: str
    language: str


def add(model: type[Count], start_field: str, counts: Mapping[Slot, int]) -> None:
    """Add each number to the row of its slot, making the row where there is none.

    `bulk_create(update_conflicts=True)` can only overwrite a count, not add to it, hence the SQL.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = [quote(name) for name in (start_field, "network_id", "kind", "key", "language")]
    target = ", ".join(names)
    count = quote("count")
    # Sorted, so that two processes lock the rows in the same order.
    rows = sorted(counts.items())
    with transaction.atomic(), connection.cursor() as cursor:
        for begin in range(0, len(rows), BATCH):
            batch = rows[begin : begin + BATCH]
            values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(batch))
            statement = (
                f"INSERT INTO {table} ({target}, {count}) VALUES {values} "  # noqa: S608
                f"ON CONFLICT ({target}) DO UPDATE SET {count} = {table}.{count} + excluded.{count}"
            )
            cursor.execute(statement, [value for slot, n in batch for value in (*slot, n)])
