"""Keep the German rows of words, and the plans of checks, in step with what is published."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import published

from network_core.directory.freshness.answers import confirm
from network_core.directory.freshness.planning import plan_checks
from network_core.directory.freshness.tasks import plan_all_checks
from network_core.directory.models import (
    CheckPlan,
    CheckRule,
    CheckSettings,
    LocalNote,
    Offer,
    Partner,
    Proposal,
    Verification,
)
from network_core.words import staleness
from network_core.words.models import mirror_german_words

staleness.connect()


@receiver(published, sender=Offer)
@receiver(published, sender=Partner)
def mirror_record(instance: Offer | Partner, **kwargs: object) -> None:
    """Publishing mirrors the German words; a draft leaves the translations alone."""
    mirror_german_words(instance)


@receiver(post_save, sender=LocalNote)
def mirror_note(instance: LocalNote, raw: bool = False, **kwargs: object) -> None:
    """A local note has no draft: what is saved is what is translated."""
    if not raw:
        mirror_german_words(instance)


@receiver(published, sender=Offer)
def plan_published_offer(instance: Offer, **kwargs: object) -> None:
    """What is published has a due date, and is no longer withdrawn."""
    plan_checks([instance.pk])
    CheckPlan.objects.filter(offer=instance, withdrawn_on__isnull=False).update(withdrawn_on=None)


@receiver(post_save, sender=Verification)
def plan_checked_offer(
    instance: Verification, created: bool = False, raw: bool = False, **kwargs: object
) -> None:
    """A check moves the due date; a new one settles what was asked."""
    if not raw:
        plan_checks([instance.offer_id], settle=created)


@receiver(post_delete, sender=Verification)
def plan_unchecked_offer(instance: Verification, origin: Any = None, **kwargs: object) -> None:
    """Without the check its offer is as old as before; one that is itself deleted needs no plan."""
    if getattr(origin, "model", type(origin)) is Verification:
        plan_checks([instance.offer_id])


@receiver(post_save, sender=CheckRule)
@receiver(post_delete, sender=CheckRule)
@receiver(post_save, sender=CheckSettings)
def plan_by_new_rules(raw: bool = False, **kwargs: object) -> None:
    """New rules hold for all offers, within minutes and not within the request."""
    if not raw:
        transaction.on_commit(partial(plan_all_checks.enqueue))


@receiver(post_save, sender=Proposal)
def check_by_accepted_answer(
    instance: Proposal, created: bool = False, raw: bool = False, **kwargs: object
) -> None:
    """Where the steward takes over all that a partner has changed, its data are checked."""
    is_answer = instance.source == Proposal.Source.CHECK
    is_taken = instance.status == Proposal.Status.ACCEPTED
    if instance.offer and is_answer and is_taken and not (created or raw):
        confirm(instance.offer, timezone.localdate(instance.created_at))
