"""Writing changes into a record: what is public, what is scheduled and what is being drafted."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.locks import ScheduledForPublishLock
from wagtail.log_actions import log

from network_core.directory.models import Offer, Partner
from network_core.directory.proposals.differences import Difference, applied
from network_core.directory.proposals.values import shape_of, values_of, write_values
from network_core.taxonomy.models import Term
from network_core.tenancy.models import User

Record = Offer | Partner


class RecordLockedError(Exception):
    """Somebody else has locked the record, or its approval is under way."""


def locked_record(record: Record) -> Record:
    """The record as it is in the database, kept from others until the transaction ends."""
    model: Any = type(record)
    found: Record = model.objects.select_for_update(of=("self",)).get(pk=record.pk)
    return found


def apply_changes(
    record: Record, changes: Iterable[Difference], user: User, *, action: str, data: dict[str, Any]
) -> None:
    """Write the changes into the published version, and into scheduled ones and the draft.

    What was public stays public and says the new; a draft or a scheduled version keeps what it
    has of its own, and has the changes too. Must run in a transaction. Raises RecordLockedError,
    and ValidationError where the record would no longer be valid.
    """
    changes = list(changes)
    live = locked_record(record)
    lock = live.get_lock()
    # What is scheduled is locked for the form, which would unschedule it; here it is kept.
    if lock and not isinstance(lock, ScheduledForPublishLock) and lock.for_user(user):
        raise RecordLockedError
    draft = live.get_latest_revision_as_object() if live.has_unpublished_changes else None
    scheduled = live.revisions.filter(approved_go_live_at__isnull=False).order_by("pk").last()
    drafted_is_scheduled = scheduled is not None and scheduled.pk == live.latest_revision_id

    target = live if live.live or draft is None else draft
    _write(target, changes)
    revision = target.save_revision(user=user, log_action=False)
    log(instance=target, action=action, user=user, revision=revision, data=data)
    if not live.live:
        return
    revision.publish(user=user, skip_permission_checks=True)
    # Publishing takes back what was scheduled, and makes an older draft of the newest version.
    if scheduled is not None:
        later = scheduled.as_object()
        _write(later, changes, clean=False)
        again = later.save_revision(user=user, clean=False, log_action=False)
        again.approved_go_live_at = scheduled.approved_go_live_at
        again.save(update_fields=["approved_go_live_at"])
    if draft is not None and not drafted_is_scheduled:
        _write(draft, changes, clean=False)
        draft.save_revision(user=user, clean=False, log_action=False)


def _write(record: Record, changes: list[Difference], clean: bool = True) -> None:
    shape = shape_of(record)
    write_values(record, applied(shape, values_of(record), changes))
    if clean:
        clean_with_rows(record)


def clean_with_rows(record: Record) -> None:
    """Refuse a record, or a row of it, that its own form would refuse."""
    record.full_clean(exclude=["latest_revision", "live_revision"])
    for name in shape_of(record).rows:
        link = record._meta.get_field(name).field.name  # type: ignore[union-attr]
        for row in getattr(record, name).all():
            row.full_clean(exclude=[link, "id"], validate_unique=False)


def missing_references(record: Record, change: Difference) -> list[str]:
    """Names of what the change refers to and what no longer exists; empty if all is there."""
    model_field = None if change.field == "languages" else record._meta.get_field(change.field)
    if isinstance(model_field, models.ForeignKey):
        target: Any = model_field.related_model
        exists = change.new is None or target._default_manager.filter(pk=change.new).exists()
        return [] if exists else [_("Diesen Eintrag gibt es nicht mehr.")]
    if change.field in shape_of(record).sets and change.field != "languages":
        found = Term.objects.filter(pk__in=change.new).count()
        return [] if found == len(change.new) else [_("Einen der Begriffe gibt es nicht mehr.")]
    return []


def error_text(error: ValidationError, record: Record) -> str:
    """The messages of a validation error with the labels of their fields, in one line."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    lines = []
    for name, messages in error.message_dict.items():
        names = {f.name: getattr(f, "verbose_name", "") for f in record._meta.get_fields()}
        label = names.get(name)
        lines.append(f"{label}: {' '.join(messages)}" if label else " ".join(messages))
    return " ".join(lines)
