"""Offering a record to another network, and answering."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from network_core.directory.handover import mails
from network_core.directory.log_actions import HANDED_OVER
from network_core.directory.models import Handover, Offer, Partner
from network_core.directory.models.about import AboutRecordQuerySet
from network_core.directory.proposals.applying import locked_record
from network_core.networks.models import Network
from network_core.networks.states import State
from network_core.tenancy.models import User

Status = Handover.Status


class AlreadyOfferedError(Exception):
    """The record is offered to a network already."""


class NotOfferedError(Exception):
    """The offer was answered or withdrawn meanwhile, or the record has another steward by now."""


class ClosedNetworkError(Exception):
    """One of the two networks is closed; the message says which, in words for the person."""


@transaction.atomic
def offer_record(record: Offer | Partner, receiver: Network, user: User, message: str) -> Handover:
    """Offer the record to `receiver`; its coordinators are told.

    Raises AlreadyOfferedError and ClosedNetworkError.
    """
    _keep_open(record.steward_id, receiver.pk)
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
    """Make the receiver the steward, in every version.

    Nothing else of the record changes. Open proposals wait for the new steward. Raises
    NotOfferedError and ClosedNetworkError.
    """
    _keep_open(handover.giver_id, handover.receiver_id)
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


def open_handovers_of(network: Network) -> AboutRecordQuerySet:
    """What is offered to the network, and what it has offered to others, without an answer yet."""
    sides = Q(giver=network) | Q(receiver=network)
    found: AboutRecordQuerySet = Handover.objects.filter(sides, status=Status.OFFERED)
    return found


@transaction.atomic
def close_handovers_of(network: Network, user: User) -> None:
    """Answer for a network that has ended, whose people cannot any more.

    What was offered to it is declined, and whoever has offered it is told; what it has offered is
    withdrawn. Both say why. The caller has locked the network, so that none is added meanwhile.
    """
    rows = open_handovers_of(network).select_for_update(of=("self",)).order_by("pk")
    for handover in rows.with_record().select_related("giver", "receiver", "offered_by"):
        if handover.receiver_id == network.pk:
            why = _("%(network)s ist beendet und übernimmt keine Einträge mehr.")
            status = Status.DECLINED
        else:
            why = _("%(network)s ist beendet. Über seine Einträge entscheidet die Bundesebene.")
            status = Status.WITHDRAWN
        _close(handover, status, user, why % {"network": network.name})


def _keep_open(giver_id: int, receiver_id: int) -> None:
    """Refuse closed networks, and keep the state of both until the transaction ends.

    Networks are locked before anything else, as where their state is changed.
    """
    pks = (giver_id, receiver_id)
    rows = Network.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    for network in rows.order_by("pk"):
        # A planned network may give away what it has recorded; nobody sees what it takes over.
        is_closed = network.state == State.ENDED if network.pk == giver_id else not network.is_open
        if is_closed:
            raise ClosedNetworkError(
                _("%(network)s ist in Planung oder beendet.") % {"network": network.name}
            )


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
