"""Reading the counts: sums and most frequent keys, without what could point to one person."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from network_core.statistics.kinds import KINDS, PAGE_VIEW, SMALLEST_SHOWN
from network_core.statistics.models import DailyCount

if TYPE_CHECKING:
    from network_core.networks.models import Network


def total(kind: str, network: "Network | None", since: date, until: date) -> int:
    """How often `kind` happened from `since` to `until` (both included), for one or all networks.

    Reaches back as far as days are kept.
    """
    counts = DailyCount.objects.filter(kind=kind, day__range=(since, until))
    if network is not None:
        counts = counts.filter(network=network)
    return int(counts.aggregate(total=Sum("count"))["total"] or 0)


def most_frequent(
    kind: str, network: "Network | None", since: date, until: date, limit: int = 20
) -> list[tuple[str, int]]:
    """The keys that were counted most, with their sums; at most `limit`.

    Of words that visitors chose themselves only those are given that were used often enough.
    """
    counts = DailyCount.objects.filter(kind=kind, day__range=(since, until)).exclude(key="")
    if network is not None:
        counts = counts.filter(network=network)
    sums = counts.order_by().values("key").annotate(total=Sum("count"))
    if KINDS[kind].is_free_text:
        sums = sums.filter(total__gte=SMALLEST_SHOWN)
    ordered = sums.order_by("-total", "key").values_list("key", "total")[: max(0, limit)]
    return [(key, int(number)) for key, number in ordered]


def returning(
    kind: str, network: "Network", language: str, since: date, *, days: int, limit: int
) -> list[str]:
    """The keys that were counted on at least so many days since then, the most frequent first.

    Of words that visitors chose themselves only those are given that were used often enough.
    """
    counts = DailyCount.objects.filter(
        kind=kind, network=network, language=language, day__gte=since
    ).exclude(key="")
    sums = counts.order_by().values("key").annotate(total=Sum("count"), on=Count("day"))
    sums = sums.filter(on__gte=days)
    if KINDS[kind].is_free_text:
        sums = sums.filter(total__gte=SMALLEST_SHOWN)
    return list(sums.order_by("-total", "key").values_list("key", flat=True)[: max(0, limit)])


def page_views(network: "Network | None", language: str, since: date) -> dict[str, int]:
    """How often each page was looked at since then in `language`, by its path.

    On the site of one network, or on all sites together.
    """
    counts = DailyCount.objects.filter(kind=PAGE_VIEW, language=language, day__gte=since)
    if network is not None:
        counts = counts.filter(network=network)
    sums = counts.order_by().values("key").annotate(total=Sum("count"))
    return dict(sums.values_list("key", "total"))
