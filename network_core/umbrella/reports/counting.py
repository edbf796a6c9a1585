"""The figures of a quarter, by the functions of the comparison or as they were kept."""

from collections.abc import Iterable, Sequence
from datetime import date

from network_core.networks.models import Network
from network_core.umbrella.figures import Figure, Values, count
from network_core.umbrella.quarter import Quarter
from network_core.umbrella.trend.snapshots import values_on


class QuarterCounting:
    """The values at the end of a quarter and of the one before it.

    A running quarter is counted now, as the comparison does; a past one is read from the snapshots.
    """

    def __init__(self, quarter: Quarter, today: date) -> None:
        self.quarter = quarter
        self.is_running = quarter == Quarter.of(today)
        self.day = today if self.is_running else quarter.last_day
        """The day that the values stand for."""

    def at_end(self, figures: Iterable[Figure], networks: Sequence[Network]) -> Values:
        """The values of the quarter."""
        if self.is_running:
            return count(figures, networks)
        return kept(figures, networks, self.day)

    def before(self, figures: Iterable[Figure], networks: Sequence[Network]) -> Values:
        """The values at the end of the quarter before."""
        return kept(figures, networks, self.quarter.previous.last_day)


def kept(figures: Iterable[Figure], networks: Sequence[Network], day: date) -> Values:
    """The snapshots of that day; None where there was nothing to say or nothing was counted."""
    keys = [figure.key for figure in figures]
    found = values_on(keys, [network.pk for network in networks], day)
    nothing = (None, None)
    return {
        key: {network.pk: found.get((network.pk, key), nothing)[1] for network in networks}
        for key in keys
    }
