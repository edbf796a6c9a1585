"""The lines of a report: mean and median over the last year, and the network it is about."""

import statistics
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from network_core.networks.models import Network
from network_core.umbrella.figures import FIGURES, Value
from network_core.umbrella.line_chart import Line, LineChart
from network_core.umbrella.trend.choice import YEAR, by_month, last_days
from network_core.umbrella.trend.models import Snapshot
from network_core.umbrella.viewers import Viewer

CHART_KEYS = ("offers", "verified", "translated")


def charts(
    networks: Sequence[Network], viewer: Viewer, day: date, network: Network | None
) -> list[LineChart]:
    """One chart for each of `CHART_KEYS`, a point a month up to `day`; two queries.

    Mean and median of `networks` are left out of a point where they would tell the value of a
    single hidden network.
    """
    days = _last_days(day)
    values = _values(networks, days)
    drawn = []
    for key in CHART_KEYS:
        figure = FIGURES[key]
        means, medians = [], []
        for point in days:
            counted = {n: values[key, point].get(n.pk) for n in networks}
            numbers = [float(value) for value in counted.values() if value is not None]
            if not viewer.may_see_mean(n for n, value in counted.items() if value is not None):
                numbers = []
            means.append(statistics.fmean(numbers) if numbers else None)
            medians.append(statistics.median(numbers) if numbers else None)
        lines = [Line(_("Durchschnitt"), means), Line(_("Median"), medians)]
        if network is not None:
            own = [values[key, point].get(network.pk) for point in days]
            lines.insert(0, Line(network.short_name, own))
        drawn.append(LineChart(f"chart-{key}", figure.heading, days, lines, figure.unit.shown))
    return drawn


def _last_days(day: date) -> list[date]:
    """The last day of each month of the year before `day` on which anything was counted."""
    counted = Snapshot.objects.filter(figure=CHART_KEYS[0], day__gt=day - YEAR, day__lte=day)
    return last_days(counted.order_by().values_list("day", flat=True).distinct(), by_month)


def _values(
    networks: Sequence[Network], days: Sequence[date]
) -> dict[tuple[str, date], dict[int, Value]]:
    """(Key of the figure, day) → id of a network → its value."""
    values: dict[tuple[str, date], dict[int, Value]] = defaultdict(dict)
    rows = Snapshot.objects.filter(network__in=networks, figure__in=CHART_KEYS, day__in=days)
    for pk, key, day, value in rows.order_by().values_list("network", "figure", "day", "value"):
        values[key, day][pk] = value
    return values
