"""The median in SQL: PostgreSQL has one, SQLite is taught the same."""

import math
import statistics
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import Aggregate, FloatField, Func, IntegerField


class Median(Aggregate):
    """The value in the middle; the mean of the two in the middle of an even number. Skips NULL."""

    function = "MEDIAN"
    name = "Median"
    output_field = FloatField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """What PostgreSQL calls the continuous percentile."""
        # Given as an argument, it would stand in the way of the filter of the aggregate.
        named = self.copy()
        named.template = "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
        return named.as_sql(compiler, connection, **extra)


class Seconds(Func):
    """A day or a time as whole seconds since 1970, the same number on both databases."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite keeps times as text in UTC."""
        template = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Rounded down, as SQLite does."""
        template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s))"
        return self.as_sql(compiler, connection, template=template, **extra)


class _MedianForSqlite:
    """What SQLite calls for each row of a group, and at its end."""

    def __init__(self) -> None:
        self._values: list[float] = []

    def step(self, value: float | None) -> None:
        """One more row."""
        if value is not None and not math.isnan(value):
            self._values.append(value)

    def finalize(self) -> float | None:
        """The median of the group."""
        return statistics.median(self._values) if self._values else None


def teach_sqlite() -> None:
    """Give every connection to SQLite the function."""
    connection_created.connect(_teach, dispatch_uid="umbrella.medians")


def _teach(connection: Any, **kwargs: object) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_aggregate("MEDIAN", 1, _MedianForSqlite)
