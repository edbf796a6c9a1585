"""What the figures were in the last years, as if somebody had counted every night."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection

from network_core.umbrella.trend.models import Snapshot
from network_core.umbrella.trend.snapshots import take_snapshot
from sites.federation.plan import World

# Every night of the last quarter, one a week before: years of nights would take minutes to write.
EVERY_NIGHT = 92
WEEK = 7


def write_history(world: World) -> None:
    """The snapshot of today, and for each earlier day one that leads to it; in one statement.

    A network grew by more or less, by its id; there were good and bad months. Numbers stay whole.
    """
    made = take_snapshot(world.today)
    days = list(_days(world))
    names = [connection.ops.quote_name(name) for name in ("network_id", "figure", "day", "value")]
    network, figure, day, value = names
    table = connection.ops.quote_name(Snapshot._meta.db_table)
    lacking = f"CAST(past.lacking AS double precision) * (1 + s.{network} %% 5) / 5.0"
    then = f"s.{value} * (1 - {lacking})"
    # SQLite keeps days as text.
    past_day = "past.day" if connection.vendor == "sqlite" else "CAST(past.day AS date)"
    rows = " UNION ALL ".join(["SELECT %s AS day, %s AS lacking"] * len(days))
    statement = (
        f"INSERT INTO {table} ({network}, {figure}, {day}, {value}) "  # noqa: S608 - own names
        f"SELECT s.{network}, s.{figure}, {past_day}, "
        f"CASE WHEN s.{value} = ROUND(s.{value}) THEN ROUND({then}) ELSE {then} END "
        f"FROM {table} s CROSS JOIN ({rows}) past WHERE s.{day} = %s"
    )
    parameters: list[str | float] = []
    for past, share in days:
        parameters += [past.isoformat(), share]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, world.today.isoformat()])
        made += cursor.rowcount
    world.made["umbrella.Snapshot"] = made


def _days(world: World) -> Iterator[tuple[date, float]]:
    """Earlier days, and what part of today's value was lacking then."""
    longest = 365 * world.plan.years
    for ago in range(1, longest + 1):
        if ago <= EVERY_NIGHT or ago % WEEK == 0:
            wave = 0.03 * math.sin(ago / 40)
            yield world.today - timedelta(days=ago), round(0.6 * ago / longest + wave, 4)
