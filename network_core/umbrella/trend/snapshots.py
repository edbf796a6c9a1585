"""Taking the snapshot of a day, and reading what snapshots say."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from network_core.umbrella.figures import (
    FIGURES,
    Figure,
    Value,
    count,
    difference,
    find_figures,
    term_key,
)
from network_core.umbrella.quarter import Quarter
from network_core.umbrella.trend.models import Snapshot

# Terms without a parent are a few dozen; what lies below them is contained in their numbers.
MOST_TERMS = 120
ROWS_AT_ONCE = 2000
# A night without a snapshot is bridged; a longer gap is none of that day's values any more.
STALE = timedelta(days=31)

Series: TypeAlias = list[tuple[date, Value]]


def top_terms() -> list[Term]:
    """The terms whose figures are kept from day to day; one query."""
    return list(
        Term.objects.filter(parent=None, scheme__in=SCHEME_FIELDS)
        .order_by("scheme__position", "position", "label", "pk")
        .select_related("scheme")[:MOST_TERMS]
    )


def kept_figures() -> list[Figure]:
    """The figures of which a snapshot is taken: all of them, and those of the top terms."""
    terms = [term_key(term.scheme_id, term.slug) for term in top_terms()]
    return find_figures([*FIGURES, *terms])


def take_snapshot(day: date) -> int:
    """Count everything now and keep it as the state of `day`; how many values there are.

    A second time on the same day it replaces the values of the first.
    """
    networks = list(Network.objects.regional().open().order_by("pk"))
    rows = [
        Snapshot(network_id=network_id, figure=key, day=day, value=value)
        for key, values in count(kept_figures(), networks).items()
        for network_id, value in values.items()
    ]
    Snapshot.objects.bulk_create(
        rows,
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["network", "figure", "day"],
        update_fields=["value"],
    )
    return len(rows)


def read_series(
    figure: str, networks: Collection[int], start: date, end: date
) -> dict[int, Series]:
    """Id of each network → its values from `start` to `end`, by day; one query."""
    series: dict[int, Series] = {pk: [] for pk in networks}
    rows = Snapshot.objects.filter(figure=figure, network__in=networks, day__range=(start, end))
    for pk, day, value in rows.order_by("day").values_list("network", "day", "value"):
        series[pk].append((day, value))
    return series


@dataclass(frozen=True)
class Change:
    """A value now and at the end of the last quarter."""

    day: date | None
    value: Value
    quarter_day: date | None
    quarter_value: Value

    @property
    def difference(self) -> Value:
        """What has been added; None where one of the two values is missing."""
        return difference(self.value, self.quarter_value)


def quarter_changes(
    figures: Iterable[str], networks: Collection[int], today: date
) -> dict[tuple[int, str], Change]:
    """(Id of the network, key of the figure) → its change; two queries.

    Where there is no snapshot of the very day, the last one of the month before it counts.
    """
    keys = list(figures)
    now = values_on(keys, networks, today)
    before = values_on(keys, networks, Quarter.of(today).previous.last_day)
    nothing: tuple[None, None] = (None, None)
    return {
        (pk, key): Change(*now.get((pk, key), nothing), *before.get((pk, key), nothing))
        for pk in networks
        for key in keys
    }


def values_on(
    figures: Collection[str], networks: Collection[int], day: date
) -> dict[tuple[int, str], tuple[date, Value]]:
    """(Id of the network, key of the figure) → the day on which it was counted, and its value.

    Where there is no snapshot of the very day, the last one of the month before it counts. One
    query, which answers one row for each pair however many nights are kept.
    """
    newest = Window(RowNumber(), partition_by=["network", "figure"], order_by=F("day").desc())
    rows = Snapshot.objects.filter(
        network__in=networks, figure__in=figures, day__gt=day - STALE, day__lte=day
    )
    return {
        (pk, key): (found, value)
        for pk, key, found, value in rows.annotate(place=newest)
        .filter(place=1)
        .order_by()
        .values_list("network", "figure", "day", "value")
    }
