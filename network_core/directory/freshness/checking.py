"""What editors do about a due check: record one, ask again, withdraw the offer."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from network_core.directory.freshness.asking import move
from network_core.directory.freshness.planning import holds_until, plan_checks
from network_core.directory.models import CheckPlan, Offer, Verification
from network_core.tenancy.models import User


class OfferLockedError(Exception):
    """Somebody else has locked the offer."""


@transaction.atomic
def record_checks(offers: Collection[int], way: Verification.Way, user: User) -> int:
    """Note that the person has checked these offers today; returns how many there were."""
    today = timezone.localdate()
    made = Verification.objects.bulk_create(
        Verification(offer_id=pk, checked_on=today, holds_until=until, way=way, checked_by=user)
        for pk, until in holds_until(list(offers), today).items()
    )
    for check in made:
        log(check, "wagtail.create", user=user)
    plan_checks([check.offer_id for check in made], settle=True)
    return len(made)


def ask_again(offers: Collection[int]) -> int:
    """Let the partners be asked at the next run, as if it were the first time."""
    plans = CheckPlan.objects.filter(offer__in=offers).exclude(stage=CheckPlan.Stage.QUIET)
    return move(plans, CheckPlan.Stage.QUIET, CheckPlan.Reason.NONE)


@transaction.atomic
def withdraw(offer: Offer, user: User, replacement: Offer | None = None) -> None:
    """Take an offer off all sites; its address then says what to use instead.

    A draft keeps what it has of its own. Raises OfferLockedError.
    """
    live = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    lock = live.get_lock()
    if lock is not None and lock.for_user(user):
        raise OfferLockedError
    latest = live.get_latest_revision_as_object() if live.has_unpublished_changes else live
    for version in (live, latest):
        version.replacement = replacement
    live.save(update_fields=["replacement", "updated_at"])
    latest.save_revision(user=user, clean=False)
    live.refresh_from_db()
    live.unpublish(user=user)
    plan_checks([live.pk], settle=True)
    CheckPlan.objects.filter(offer=live).update(withdrawn_on=timezone.localdate())
