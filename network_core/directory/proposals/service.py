"""Making, deciding and withdrawing proposals; see docs/proposals.md."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.log_actions import PROPOSAL_TAKEN
from network_core.directory.models import Offer, Partner, Proposal, ProposedChange
from network_core.directory.proposals import mails
from network_core.directory.proposals.applying import apply_changes, clean_with_rows, locked_record
from network_core.directory.proposals.differences import Difference, differences
from network_core.directory.proposals.values import (
    cleaned_values,
    shape_of,
    values_of,
    write_values,
)
from network_core.networks.models import Network
from network_core.tenancy.models import User


class NothingChangedError(ValueError):
    """What is proposed is what the record says already."""


class NotOpenError(Exception):
    """The proposal has been decided or withdrawn meanwhile."""


@transaction.atomic
def make_proposal(
    record: Offer | Partner,
    data: Mapping[str, Any],
    *,
    source: Proposal.Source,
    network: Network | None = None,
    user: User | None = None,
    message: str = "",
    sender_name: str = "",
    sender_email: str = "",
    base: Mapping[str, Any] | None = None,
) -> Proposal:
    """Store how `data` differs from what the record publicly says; the steward is told by mail.

    `data` names fields of the record and their new values, whole lists and sets included (see
    `values.py`); what it does not name stays. `base` is what the sender has seen (`values_of`
    when the form was shown), if the record may have changed since: only what the sender has
    changed is proposed. The answer goes to `user`, or to `sender_email`. Raises
    NothingChangedError, and ValidationError where the record would not be valid.
    """
    stored = type(record)._default_manager.get(pk=record.pk)
    seen = dict(base) if base is not None else values_of(stored)
    wanted = cleaned_values(stored, data)
    found = differences(shape_of(stored), seen, wanted)
    if not found:
        raise NothingChangedError
    write_values(stored, {change.field: wanted[change.field] for change in found})
    clean_with_rows(stored)
    proposal = Proposal(
        source=source,
        network=network,
        proposed_by=user,
        sender_name=sender_name[:120],
        sender_email=sender_email,
        message=message,
    )
    setattr(proposal, "offer" if isinstance(record, Offer) else "partner", record)
    proposal.save()
    ProposedChange.objects.bulk_create(
        ProposedChange(
            proposal=proposal,
            position=position,
            field=change.field,
            old=change.old,
            new=change.new,
        )
        for position, change in enumerate(found)
    )
    mails.announce(proposal)
    return proposal


@transaction.atomic
def decide(proposal: Proposal, user: User, taken: Collection[int], answer: str) -> Proposal:
    """Take the changes with these ids, leave the others, and tell the sender.

    Raises NotOpenError, ValidationError for an answer that is missing where not everything is
    taken, and what `apply_changes` raises; then nothing is decided.
    """
    found = _open(proposal)
    changes = list(found.changes.all())
    chosen = [change for change in changes if change.pk in taken]
    if len(chosen) < len(changes) and not answer.strip():
        raise ValidationError(
            _("Bitte kurz begründen, warum nicht alles übernommen wird: Die Antwort geht zurück.")
        )
    if chosen:
        apply_changes(
            found.record,
            [Difference(change.field, change.old, change.new) for change in chosen],
            user,
            action=PROPOSAL_TAKEN,
            data={"proposal": found.pk, "from": found.sender},
        )
    for change in changes:
        change.outcome = (
            ProposedChange.Outcome.TAKEN if change in chosen else ProposedChange.Outcome.LEFT
        )
    ProposedChange.objects.bulk_update(changes, ["outcome"])
    status = Proposal.Status.PARTLY if chosen else Proposal.Status.DECLINED
    found.status = Proposal.Status.ACCEPTED if len(chosen) == len(changes) else status
    _close(found, user, answer)
    mails.answer(found)
    return found


@transaction.atomic
def withdraw(proposal: Proposal, user: User) -> Proposal:
    """Take an open proposal back. Raises NotOpenError."""
    found = _open(proposal)
    found.status = Proposal.Status.WITHDRAWN
    _close(found, user, "")
    return found


def _open(proposal: Proposal) -> Proposal:
    """The proposal, locked with its record; two people may decide at the same time."""
    found: Proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if not found.is_open:
        raise NotOpenError
    locked_record(found.record)
    return found


def _close(proposal: Proposal, user: User, answer: str) -> None:
    proposal.answer = answer.strip()
    proposal.decided_by = user
    proposal.decided_at = timezone.now()
    proposal.save(update_fields=["status", "answer", "decided_by", "decided_at"])
