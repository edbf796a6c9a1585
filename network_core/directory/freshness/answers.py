"""What becomes of a partner's answer. A question has one; whoever comes second sees it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from network_core.directory.freshness.asking import move
from network_core.directory.freshness.planning import holds_until
from network_core.directory.models import (
    CheckContact,
    CheckPlan,
    CheckQuestion,
    Offer,
    Proposal,
    Verification,
)
from network_core.directory.proposals.service import NothingChangedError, make_proposal

Answer = CheckQuestion.Answer
Stage, Reason = CheckPlan.Stage, CheckPlan.Reason


class AlreadyAnsweredError(Exception):
    """The question has its answer."""


@transaction.atomic
def still_right(question: CheckQuestion) -> Verification:
    """The partner confirms its data: a check that settles the question."""
    _claim(question, Answer.RIGHT)
    return confirm(question.offer)


def confirm(offer: Offer, day: date | None = None) -> Verification:
    """Record that the partner itself has said what is right on that day (default: today)."""
    checked_on = day or timezone.localdate()
    check: Verification = Verification.objects.create(
        offer=offer,
        checked_on=checked_on,
        holds_until=holds_until([offer.pk], checked_on)[offer.pk],
        way=Verification.Way.PARTNER,
    )
    return check


@transaction.atomic
def gone(question: CheckQuestion, note: str) -> None:
    """The partner says that the offer is no more; its network decides."""
    _claim(question, Answer.GONE, note)
    move(CheckPlan.objects.filter(offer=question.offer), Stage.STEWARD, Reason.GONE)


@transaction.atomic
def changed(
    question: CheckQuestion, data: Mapping[str, Any], base: Mapping[str, Any], note: str
) -> Proposal | None:
    """The partner proposes changes, which its network takes or not.

    None where only the remark says what has changed. Raises NothingChangedError where nothing
    says so, and ValidationError for data that the offer could not have.
    """
    _claim(question, Answer.CHANGE, note)
    try:
        proposal = make_proposal(
            question.offer, data, base=base, source=Proposal.Source.CHECK, message=note
        )
    except NothingChangedError:
        if not note:
            raise
        proposal = None
    move(CheckPlan.objects.filter(offer=question.offer), Stage.STEWARD, Reason.CHANGE)
    return proposal


@transaction.atomic
def opt_out(contact: CheckContact) -> None:
    """No more mails to this address; its networks ask in another way."""
    CheckContact.objects.filter(pk=contact.pk, opted_out_at__isnull=True).update(
        opted_out_at=timezone.now()
    )
    open_questions = CheckQuestion.objects.filter(request__contact=contact, answer="")
    waiting = CheckPlan.objects.filter(
        offer__in=open_questions.values("offer"), stage__in=[Stage.ASKED, Stage.REMINDED]
    )
    move(waiting, Stage.STEWARD, Reason.OPTED_OUT)


def opt_in(contact: CheckContact) -> None:
    """The address wants mails again."""
    CheckContact.objects.filter(pk=contact.pk).update(opted_out_at=None)


def _claim(question: CheckQuestion, answer: CheckQuestion.Answer, note: str = "") -> None:
    # One UPDATE decides, so that of two clicks exactly one is the answer.
    won = CheckQuestion.objects.filter(pk=question.pk, answer=Answer.NONE).update(
        answer=answer, answered_at=timezone.now(), note=note
    )
    if not won:
        raise AlreadyAnsweredError
