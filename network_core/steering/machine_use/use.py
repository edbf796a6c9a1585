"""What networks have used, month by month."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from network_core.machine_translation.models import MachineBudget, SentCharacters, this_month
from network_core.networks.models import Network

MOST_MONTHS = 120
"""Ten years: how far back a list goes."""


@dataclass(frozen=True, slots=True)
class Use:
    """One network in one month.

    `budget` is that of today in the month that is going on, else the last one that somebody met;
    None where nobody has asked. `failed` and `refused` are requests that brought nothing: the
    service failed, or the budget did not suffice.
    """

    network: Network
    month: date
    characters: int = 0
    budget: int | None = None
    engine: str = ""
    failed: int = 0
    refused: int = 0

    @property
    def is_now(self) -> bool:
        """Whether the month is the one that is going on."""
        return self.month == this_month()

    @property
    def percent(self) -> int | None:
        """How much of the budget is used, rounded down; None where there is none."""
        return 100 * self.characters // self.budget if self.budget else None


def use_in_month(networks: Sequence[Network], month: date) -> list[Use]:
    """A row for each of these networks, in their order; two queries."""
    rows = SentCharacters.objects.filter(network__in=networks, month=month)
    found = {row.network_id: row for row in rows}
    budgets = MachineBudget.objects.of([network.pk for network in networks])
    return [_use(each, month, found.get(each.pk), budgets[each.pk]) for each in networks]


def use_of_network(network: Network) -> list[Use]:
    """Its months, the one that is going on first; two queries."""
    rows = SentCharacters.objects.filter(network=network).order_by("-month")[:MOST_MONTHS]
    found = {row.month: row for row in rows}
    budget = MachineBudget.objects.of([network.pk])[network.pk]
    months = dict.fromkeys([this_month(), *found])
    return [_use(network, month, found.get(month), budget) for month in months]


def months_with_use(network_ids: Collection[int]) -> list[date]:
    """Months in which any of these networks has asked, and this one; the last one first."""
    rows = SentCharacters.objects.filter(network__in=network_ids).order_by("-month")
    months = rows.values_list("month", flat=True).distinct()[:MOST_MONTHS]
    return list(dict.fromkeys([this_month(), *months]))


def characters_in_month(network_ids: Collection[int], month: date) -> int:
    """What all of these networks have used together."""
    rows = SentCharacters.objects.filter(network__in=network_ids, month=month)
    return rows.aggregate(total=Sum("characters"))["total"] or 0


def _use(network: Network, month: date, row: SentCharacters | None, budget: int) -> Use:
    is_now = month == this_month()
    if row is None:
        return Use(network, month, budget=budget if is_now else None)
    return Use(
        network,
        month,
        row.characters,
        budget if is_now else row.budget,
        row.engine,
        row.failed,
        row.refused,
    )
