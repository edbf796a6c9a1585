"""Summing up days into months when their time is over, and forgetting months when theirs is."""

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from network_core.statistics.kinds import KINDS, SMALLEST_SHOWN, Kind
from network_core.statistics.models import DailyCount, MonthlyCount
from network_core.statistics.storage import Slot, add


def roll_up() -> int:
    """Turn days that are past their time into months; how many rows of days went.

    Only whole months are summed up, so that a month's words are judged by all of its days. Each
    month of each network is one transaction, and what was summed up is gone: running this twice,
    or being killed in the middle, counts nothing twice.
    """
    today = timezone.localdate()
    removed = 0
    for kind in KINDS.values():
        limit = (today - kind.day_retention).replace(day=1)
        old = DailyCount.objects.filter(kind=kind.name, day__lt=limit)
        groups = old.order_by("day__year", "day__month", "network_id").values_list(
            "day__year", "day__month", "network_id"
        )
        for year, month, network_id in groups.distinct():
            removed += _roll_up_month(kind, date(year, month, 1), network_id)
    return removed


def forget() -> int:
    """Delete months past their time, and counts of kinds that are no longer counted."""
    today = timezone.localdate()
    deleted = 0
    for kind in KINDS.values():
        months = today.year * 12 + today.month - 1 - kind.keep_months
        first_kept = date(months // 12, months % 12 + 1, 1)
        old = MonthlyCount.objects.filter(kind=kind.name, month__lt=first_kept)
        deleted += old.delete()[0]
    deleted += MonthlyCount.objects.exclude(kind__in=KINDS).delete()[0]
    deleted += DailyCount.objects.exclude(kind__in=KINDS).delete()[0]
    return deleted


def _roll_up_month(kind: Kind, month: date, network_id: int) -> int:
    days = DailyCount.objects.filter(
        kind=kind.name, network_id=network_id, day__year=month.year, day__month=month.month
    ).order_by("pk")
    with transaction.atomic():
        # Locked, so that two runs at once do not add the same days (SQLite locks as a whole).
        locked = len(days.select_for_update().values_list("pk", flat=True))
        sums = list(days.order_by().values_list("key", "language").annotate(total=Sum("count")))
        per_key: Counter[str] = Counter()
        for key, _language, number in sums:
            per_key[key] += int(number)
        slots: Counter[Slot] = Counter()
        for key, language, number in sums:
            rare = kind.is_free_text and per_key[key] < SMALLEST_SHOWN
            slot = Slot(month, network_id, kind.name, "" if rare else key, language)
            slots[slot] += int(number)
        add(MonthlyCount, "month", slots)
        days.delete()
    return locked
