"""What a figure is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.networks.models import Network

Value: TypeAlias = float | int | None
Numbers: TypeAlias = dict[int, dict[str, Value]]
"""Id of a network → key of a figure → its value there."""
Source: TypeAlias = Callable[[Sequence[Network]], Numbers]
"""Counts one or more figures for all networks at once, in a fixed number of queries."""


class Better(Enum):
    """Which direction is good."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


class Unit(Enum):
    """What a value counts, and so how it is written."""

    NUMBER = "number"
    SHARE = "share"
    """From 0 to 1; written, and limited by thresholds, in per cent."""
    DAYS = "days"
    PER_THOUSAND = "per_thousand"

    @property
    def label(self) -> str:
        """What stands behind the name of the column; empty for plain numbers."""
        return {
            Unit.NUMBER: "",
            Unit.SHARE: _("Prozent"),
            Unit.DAYS: _("Tage"),
            # Figures of this kind say it in their name.
            Unit.PER_THOUSAND: "",
        }[self]

    def as_entered(self, value: float) -> float:
        """The value as people enter and read it: shares in per cent, 57 and not 56.999…"""
        return round(value * 100, 6) if self is Unit.SHARE else value

    def number(self, value: Value) -> Value:
        """The value as it stands in a table to download: as entered, with two places at most."""
        if value is None:
            return None
        entered = round(self.as_entered(float(value)), 2)
        return int(entered) if entered.is_integer() else entered

    def shown(self, value: Value) -> str:
        """The value in German; „–“ where there is none."""
        if value is None:
            return "–"
        places = 0 if float(value).is_integer() else 1
        if self is Unit.SHARE:
            text = formats.number_format(round(value * 100, 1), 0 if value in (0, 1) else 1)
            return _("%(number)s %%") % {"number": text}
        if self is Unit.PER_THOUSAND:
            places = 1
        return str(formats.number_format(round(value, places), places, force_grouping=True))


class Group(Enum):
    """Where a figure stands in the list of columns to choose."""

    OFFERS = "offers"
    CHECKS = "checks"
    PARTNERS = "partners"
    LANGUAGES = "languages"
    WORK = "work"
    VISITORS = "visitors"
    SITE = "site"

    @property
    def label(self) -> str:
        """Its heading."""
        return str(_GROUP_LABELS[self])


_GROUP_LABELS: dict[Group, str | Promise] = {
    Group.OFFERS: gettext_lazy("Angebote"),
    Group.CHECKS: gettext_lazy("Aktualität"),
    Group.PARTNERS: gettext_lazy("Partner"),
    Group.LANGUAGES: gettext_lazy("Sprachen"),
    Group.WORK: gettext_lazy("Zusammenarbeit"),
    Group.VISITORS: gettext_lazy("Besucher*innen"),
    Group.SITE: gettext_lazy("Website"),
}


@dataclass(frozen=True)
class Figure:
    """One number about every network.

    `source` counts it for all networks at once; figures that name the same function are counted
    together. `empty` is the value of a network that the source does not mention: 0 where nothing
    is nothing, None where there is nothing to be said. `records` are the public records of a
    network from which it was counted. Only what is `is_harmless` is ever shown to the public.

    A figure that is worked out from others (a share, a rate) says how in `value`, which gets what
    `source` and the sources in `also` have counted for a network.
    """

    key: str
    label: str | Promise
    explanation: str | Promise
    group: Group
    source: Source
    unit: Unit = Unit.NUMBER
    better: Better = Better.NEITHER
    empty: Value = 0
    records: Callable[[Network], QuerySet] | None = None
    is_harmless: bool = False
    also: tuple[Source, ...] = ()
    value: Callable[[Mapping[str, Value]], Value] | None = None

    @property
    def heading(self) -> str:
        """The name of the column with its unit."""
        return f"{self.label} ({self.unit.label})" if self.unit.label else str(self.label)


def share(part: Value, whole: Value) -> Value:
    """`part` of `whole`, from 0 to 1; None of nothing."""
    return (part or 0) / whole if whole else None


def difference(now: Value, before: Value) -> Value:
    """What has been added since `before`; None where one of the two values is missing."""
    return None if now is None or before is None else now - before


Values: TypeAlias = Mapping[str, Mapping[int, Value]]
"""Key of a figure → id of a network → value."""


def count(figures: Iterable[Figure], networks: Sequence[Network]) -> dict[str, dict[int, Value]]:
    """The values of `figures` for each of `networks`; every source is asked once."""
    chosen = list(figures)
    answers: dict[Any, Numbers] = {}
    for figure in chosen:
        for source in (figure.source, *figure.also):
            if source not in answers:
                answers[source] = source(networks)
    return {
        figure.key: {network.pk: _value(figure, network.pk, answers) for network in networks}
        for figure in chosen
    }


def _value(figure: Figure, network_id: int, answers: Mapping[Any, Numbers]) -> Value:
    counted = answers[figure.source].get(network_id, {})
    if figure.value is None:
        return counted.get(figure.key, figure.empty)
    for source in figure.also:
        counted = counted | answers[source].get(network_id, {})
    return figure.value(counted)
