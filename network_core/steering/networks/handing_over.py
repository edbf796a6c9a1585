"""All shared records of one network to another one, in one step.

A single record is offered and accepted (`directory.handover`). This is for a network that ends, or
becomes part of another one: the umbrella decides, and nobody has to click a thousand times.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, WorkflowState

from network_core.audit.models import AuditEntry
from network_core.audit.record import record
from network_core.directory.handover.service import withdraw
from network_core.directory.log_actions import HANDED_OVER
from network_core.directory.models import Handover, Offer, Partner, Proposal
from network_core.networks.models import Network
from network_core.networks.states import State
from network_core.pathways.models import Pathway
from network_core.steering.log_actions import RECORDS_HANDED_OVER
from network_core.steering.networks.mails import tell_both
from network_core.tenancy.models import User

MODELS: tuple[Any, ...] = (Offer, Partner, Pathway)
CHUNK = 200


class HandingOverError(ValueError):
    """It is not possible; the message says why, in words for the person who wants it."""


@dataclass(frozen=True)
class Share:
    """How many records of one kind change hands: public ones, and drafts."""

    label: str
    public: int
    drafts: int


@dataclass(frozen=True)
class HandoverPreview:
    """What changes hands, and what waits for a decision meanwhile."""

    shares: list[Share]
    proposals: int
    handovers: int
    workflows: int

    @property
    def total(self) -> int:
        """All records together."""
        return sum(share.public + share.drafts for share in self.shares)

    @property
    def seen(self) -> str:
        """A fingerprint of all of it, so that nothing else is done than what was seen."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def preview_handing_over(giver: Network) -> HandoverPreview:
    """What the network looks after; a fixed number of queries."""
    shares = []
    for model in MODELS:
        states = list(model.objects.filter(steward=giver).order_by().values_list("live", flat=True))
        public = sum(states)
        name = str(model._meta.verbose_name_plural)
        shares.append(Share(name, public, len(states) - public))
    return HandoverPreview(
        shares,
        Proposal.objects.open().for_stewards({giver.pk}).count(),
        _open_handovers(giver).count(),
        sum(_running_workflows(giver, model).count() for model in MODELS),
    )


@transaction.atomic
def hand_over_everything(giver: Network, receiver: Network, user: User, reason: str) -> int:
    """Make `receiver` the steward of all that `giver` looks after; how many records that are.

    Nothing else of the records changes. Open proposals wait for the new steward; what the giver has
    offered to others is withdrawn, and approvals that its people had begun are ended, since they
    could not end them any more. Editors and coordinators of both networks are told by mail. Raises
    HandingOverError.
    """
    giver, receiver = _locked(giver, receiver)
    reason = reason.strip()
    if not reason:
        raise HandingOverError(_("Bitte einen Grund nennen."))
    proposals = Proposal.objects.open().for_stewards({giver.pk}).count()
    for handover in _open_handovers(giver):
        withdraw(handover, user)
    moved: dict[str, list[int]] = {}
    for model in MODELS:
        for state in _running_workflows(giver, model):
            state.cancel(user=user)
        pks = list(model.objects.filter(steward=giver).order_by("pk").values_list("pk", flat=True))
        for part in _chunks(pks):
            model.objects.filter(pk__in=part).update(steward=receiver, updated_at=timezone.now())
            _note_in_histories(model, part, giver, receiver, user)
        if pks:
            moved[model._meta.label] = pks
    count = sum(len(pks) for pks in moved.values())
    if not count:
        raise HandingOverError(_("Dieses Netzwerk pflegt keine Einträge."))
    # The search looks anew at all that the receiver looks after.
    receiver.save()
    if giver.state == State.ENDED:
        # The notice on its site says who helps there now.
        giver.successor = receiver
        giver.save(update_fields=["successor"])
    data = {
        "receiver": receiver.name,
        "receiver_slug": receiver.slug,
        "reason": reason,
        "records": moved,
    }
    log(instance=giver, action=RECORDS_HANDED_OVER, user=user, data=data)
    for network in (giver, receiver):
        record(
            AuditEntry.Action.RECORDS_HANDED_OVER,
            actor=user,
            network=network,
            target=giver,
            details={"receiver": receiver.name, "records": count, "reason": reason},
        )
    names = {model._meta.label: str(model._meta.verbose_name_plural) for model in MODELS}
    tell_both(
        *(giver, receiver), {names[k]: len(pks) for k, pks in moved.items()}, proposals, reason
    )
    return count


def _locked(giver: Network, receiver: Network) -> tuple[Network, Network]:
    if giver.pk == receiver.pk:
        raise HandingOverError(_("Das ist dasselbe Netzwerk."))
    if giver.is_umbrella:
        raise HandingOverError(_("Die Bundesebene gibt nicht alle ihre Einträge ab."))
    if not receiver.is_open:
        raise HandingOverError(_("Dieses Netzwerk ist in Planung oder beendet."))
    pks = (giver.pk, receiver.pk)
    found = {
        network.pk: network
        for network in Network.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    }
    return found[giver.pk], found[receiver.pk]


def _open_handovers(giver: Network) -> Any:
    offered = Handover.Status.OFFERED
    return Handover.objects.filter(giver=giver, status=offered).order_by("pk")


def _running_workflows(giver: Network, model: Any) -> Any:
    records = model.objects.filter(steward=giver).order_by().values_list("pk", flat=True)
    return WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(model),
        object_id__in=[str(pk) for pk in records],
    )


def _note_in_histories(
    model: Any, pks: list[int], giver: Network, receiver: Network, user: User
) -> None:
    """The same line in the history of each record as after a single handover."""
    now, content_type = timezone.now(), ContentType.objects.get_for_model(model)
    records = model.objects.in_bulk(pks)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            label=str(records[pk])[:255],
            action=HANDED_OVER,
            timestamp=now,
            user=user,
            object_id=str(pk),
            data={"giver": giver.name, "receiver": receiver.name},
        )
        for pk in pks
    )


def _chunks(pks: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(pks), CHUNK):
        yield pks[start : start + CHUNK]
