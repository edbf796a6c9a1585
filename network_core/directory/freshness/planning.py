"""From checks, rules and offers to the plan of each offer: `CheckPlan` is derived here only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from network_core.directory.freshness.rules import OfferRisk, Rules
from network_core.directory.models import CheckPlan, Offer, OpeningHours, Verification

CHUNK = 400


@dataclass(frozen=True)
class _Facts:
    """What is known of one offer: its newest check, its first publication, its risk."""

    offer_id: int
    checked_on: date | None
    held_until: date | None
    published_on: date | None
    risk: OfferRisk


def plan_checks(pks: Iterable[int] | None = None, *, settle: bool = False) -> int:
    """Bring the plans of these offers (default: of all) up to date; returns how many changed.

    With `settle` whatever was asked or waited for is over: somebody has looked. Idempotent, and a
    fixed number of queries for each 400 offers beside one for each change. To be called by
    whoever writes offers or checks without publishing or saving them one by one.
    """
    if pks is None:
        pks = Offer.objects.order_by("pk").values_list("pk", flat=True).iterator()
    numbers = iter(pks)
    rules = Rules()
    changed = 0
    while chunk := list(islice(numbers, CHUNK)):
        with transaction.atomic():
            changed += _plan_chunk(chunk, rules, settle)
    return changed


def _plan_chunk(pks: list[int], rules: Rules, settle: bool) -> int:
    locked = CheckPlan.objects.select_for_update().filter(offer__in=pks).order_by("pk")
    plans = {plan.offer_id: plan for plan in locked}
    changed = 0
    for facts in _facts(pks):
        plan = plans.get(facts.offer_id)
        if plan is None:
            plan = CheckPlan(offer_id=facts.offer_id)
            if facts.published_on:
                plan.known_since = facts.published_on
        # What nobody has checked is as old as its publication.
        since = facts.checked_on or plan.known_since
        due_on = rules.due_on(since, facts.risk, facts.held_until)
        values: dict[str, Any] = {
            "checked_on": facts.checked_on,
            "due_on": due_on,
            "hide_on": rules.hide_on(due_on),
        }
        if settle and plan.stage != CheckPlan.Stage.QUIET:
            values |= {
                "stage": CheckPlan.Stage.QUIET,
                "stage_since": timezone.now(),
                "reason": CheckPlan.Reason.NONE,
            }
        if plan.pk and all(getattr(plan, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(plan, name, value)
        # One by one, so that search hears of it.
        plan.save()
        changed += 1
    return changed


def _facts(pks: list[int]) -> Iterator[_Facts]:
    newest = Verification.objects.filter(offer=OuterRef("pk")).order_by("-checked_on", "-pk")
    offers = Offer.objects.filter(pk__in=pks).annotate(
        newest_check=Subquery(newest.values("checked_on")[:1]),
        newest_end=Subquery(newest.values("holds_until")[:1]),
    )
    formats: dict[int, set[int]] = {}
    through = Offer.formats.through.objects.filter(offer__in=pks)
    for offer_id, term_id in through.values_list("offer_id", "term_id"):
        formats.setdefault(offer_id, set()).add(term_id)
    hours = OpeningHours.objects.filter(offer__in=pks, opens__isnull=False).order_by()
    with_hours = set(hours.values_list("offer", flat=True))
    for pk, checked_on, held_until, published_at, ends_on in offers.values_list(
        "pk", "newest_check", "newest_end", "first_published_at", "valid_until"
    ):
        risk = OfferRisk(formats.get(pk, set()), pk in with_hours, ends_on)
        published_on = timezone.localdate(published_at) if published_at else None
        yield _Facts(pk, checked_on, held_until, published_on, risk)


def holds_until(offers: list[int], checked_on: date) -> dict[int, date]:
    """Until when a check made on `checked_on` holds by the rules, for each of these offers."""
    rules = Rules()
    return {
        facts.offer_id: max(rules.due_on(checked_on, facts.risk), checked_on)
        for facts in _facts(offers)
    }
