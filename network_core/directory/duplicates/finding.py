"""Which records are likely the same: candidates by equal keys, judged by what is equal."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from rapidfuzz import fuzz

from network_core.directory.duplicates.normalising import (
    ADDRESS,
    EMAIL,
    NAME,
    PARTNER,
    PHONE,
    WEB,
    WORD,
    keys_of,
)
from network_core.directory.models import LikelyDuplicate, MatchKey, Offer, Partner
from network_core.directory.models.about import record_field

MOST_CANDIDATES = 50
MOST_SHOWN = 5
ENOUGH = 60
ALIKE = 80
# What equal facts are worth beside a name that is alike; a name alone is worth half.
WORTH = {PHONE: 30, EMAIL: 30, ADDRESS: 25, WEB: 20, PARTNER: 30}
SAME_NAME = 50

Keys = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Likeness:
    """Another record, how sure it is (up to 100), and which kinds of keys are equal."""

    record: Offer | Partner
    score: int
    reasons: tuple[str, ...]


def likely_duplicates(record: Offer | Partner, visible: Q) -> list[Likeness]:
    """Records like this one (stored or not) among those that `visible` lets through.

    Four queries, however many records there are.
    """
    model: Any = type(record)
    field = record_field(record)
    own = keys_of(record)
    wanted = Q(pk__in=[])
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, key in own:
        if kind != PARTNER:
            by_kind[kind].append(key)
    for kind, keys in by_kind.items():
        wanted |= Q(kind=kind, key__in=keys)
    found = MatchKey.objects.filter(wanted, **{f"{field}__isnull": False})
    if record.pk:
        found = found.exclude(**{field: record})
    counted = found.order_by().values(field).annotate(equal=Count("pk")).order_by("-equal", field)
    ids = [row[field] for row in counted[:MOST_CANDIDATES]]
    theirs: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = MatchKey.objects.filter(**{f"{field}__in": ids}).exclude(kind=WORD)
    for pk, kind, key in rows.order_by().values_list(field, "kind", "key"):
        theirs[pk].add((kind, key))
    scored = []
    for other in model._default_manager.filter(visible, pk__in=ids).select_related("steward"):
        score, reasons = judge(own, theirs[other.pk], is_offer=field == "offer")
        if score >= ENOUGH:
            scored.append(Likeness(other, score, reasons))
    return sorted(scored, key=lambda each: (-each.score, each.record.pk))


def judge(own: Keys, other: Keys, *, is_offer: bool) -> tuple[int, tuple[str, ...]]:
    """How sure it is that two records are the same, and why.

    Offers of one house share telephone, mail and address: without a name that is alike they are
    two. A partner may have been entered under two names: then three other facts are enough.
    """
    own, other = set(own), set(other)
    names = [next((key for kind, key in keys if kind == NAME), "") for keys in (own, other)]
    ratio = fuzz.token_sort_ratio(*names)
    equal = sorted({kind for kind, _key in own & other if kind in WORTH})
    points = sum(WORTH[kind] for kind in equal)
    if ratio >= ALIKE:
        return min(100, round(SAME_NAME * ratio / 100) + points), (NAME, *equal)
    if not is_offer and len(equal) >= 3:
        return min(100, points), tuple(equal)
    return 0, ()


def refresh(record: Offer | Partner) -> None:
    """Store the keys of the record, and the pairs that it forms with other public records."""
    field = record_field(record)
    keys = keys_of(record) if record.live else set()
    stored = {(row.kind, row.key): row.pk for row in MatchKey.objects.about(record)}
    gone = [pk for key, pk in stored.items() if key not in keys]
    MatchKey.objects.filter(pk__in=gone).delete()
    MatchKey.objects.bulk_create(
        MatchKey(kind=kind, key=key, **{field: record}) for kind, key in keys - set(stored)
    )
    found = likely_duplicates(record, Q(live=True)) if record.live else []
    pairs = LikelyDuplicate.objects.filter(Q(**{field: record}) | Q(**{f"other_{field}": record}))
    named = {each.record.pk for each in found}
    for pair in pairs:
        first, second = getattr(pair, f"{field}_id"), getattr(pair, f"other_{field}_id")
        other = second if first == record.pk else first
        if other not in named and pair.dismissed_at is None:
            pair.delete()
    new = []
    for each in found:
        first, second = sorted((record, each.record), key=lambda one: one.pk)
        new.append(
            LikelyDuplicate(
                **{field: first, f"other_{field}": second},
                score=each.score,
                reasons=list(each.reasons),
            )
        )
    LikelyDuplicate.objects.bulk_create(new, ignore_conflicts=True)
