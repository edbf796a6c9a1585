"""Offering a record to another network, and answering."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from network_core.directory.handover import mails
from network_core.directory.log_actions import HANDED_OVER
from network_core.directory.models import Handover, Offer, Partner
from network_core.directory.proposals.applying import locked_record
from network_core.networks.models import Network
from network_core.tenancy.models import User

Status = Handover.Status


class AlreadyOfferedError(Exception):
    """The record is offered to a network already."""


class NotOfferedError(Exception):
    """The offer was answered or withdrawn meanwhile, or the record has another steward by now."""


@transaction.atomic
def offer_record(record: Offer | Partner, receiver: Network, user: User, message: str) -> Handover:
    """Offer the record to `receiver`; its coordinators are told. Raises AlreadyOfferedError."""
    stored = locked_record(record)
    handover = Handover(
        giver=stored.steward, receiver=receiver, offered_by=user, message=message.strip()
    )
    setattr(handover, "offer" if isinstance(stored, Offer) else "partner", stored)
    try:
        with transaction.atomic():
            handover.save()
    except IntegrityError as error:
        raise AlreadyOfferedError from error
    mails.announce(handover)
    return handover


@transaction.atomic
def accept(handover: Handover, user: User, answer: str = "") -> Handover:
    """Make the receiver the steward, in every version. Raises NotOfferedError.

    Nothing else of the record changes. Open proposals wait for the new steward.
    """
    found = _offered(handover)
    record: Any = locked_record(found.record)
    if record.steward_id != found.giver_id:
        raise NotOfferedError
    record.steward = found.receiver
    # A version that is published later takes the steward of this row (`SharedRecord`).
    record.save(update_fields=["steward", "updated_at"])
    log(
        instance=record,
        action=HANDED_OVER,
        user=user,
        data={"giver": found.giver.name, "receiver": found.receiver.name},
    )
    return _close(found, Status.ACCEPTED, user, answer)


@transaction.atomic
def decline(handover: Handover, user: User, answer: str = "") -> Handover:
    """Leave the record where it is. Raises NotOfferedError."""
    return _close(_offered(handover), Status.DECLINED, user, answer)


@transaction.atomic
def withdraw(handover: Handover, user: User) -> Handover:
    """Take the offer back. Raises NotOfferedError."""
    return _close(_offered(handover), Status.WITHDRAWN, user, "")


def _offered(handover: Handover) -> Handover:
    found: Handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if not found.is_open:
        raise NotOfferedError
    return found


def _close(handover: Handover, status: Status, user: User, answer: str) -> Handover:
    handover.status = status
    handover.answer = answer.strip()
    handover.decided_by = user
    handover.decided_at = timezone.now()
    handover.save(update_fields=["status", "answer", "decided_by", "decided_at"])
    if status != Status.WITHDRAWN:
        mails.answer(handover)
    return handover
