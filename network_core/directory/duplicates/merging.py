"""Making one record of two: nothing that refers to the second one is lost."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from modelcluster.fields import ParentalKey
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, ReferenceIndex, Revision

from network_core.directory.duplicates.mentions import Replacement
from network_core.directory.log_actions import MERGED
from network_core.directory.models import (
    ChangeNotice,
    FormerAddress,
    LikelyDuplicate,
    LocalNote,
    MatchKey,
    Membership,
    Offer,
    Partner,
    RecordChange,
    RecordState,
)
from network_core.directory.models.about import record_field
from network_core.directory.notices.telling import tell
from network_core.directory.proposals.applying import apply_changes, locked_record
from network_core.directory.proposals.differences import Difference
from network_core.tenancy.models import User

# These are made anew from what the record says.
DERIVED = {LikelyDuplicate, MatchKey, RecordChange, RecordState}


@transaction.atomic
def merge(
    keep: Offer | Partner, drop: Offer | Partner, user: User, changes: Iterable[Difference]
) -> None:
    """Make `drop` part of `keep`; `changes` is what `keep` takes of what `drop` says.

    Everything that refers to `drop` refers to `keep` afterwards: foreign keys, many-to-many
    relations, blocks of pages, drafts and scheduled versions; its history is part of the history
    of `keep`, and its address leads there. Whoever may change both may do this. Raises what
    `apply_changes` raises.
    """
    kept, dropped = locked_record(keep), locked_record(drop)
    model = type(kept)
    data = {"title": str(dropped), "slug": dropped.slug}
    if dropped.live:
        tell(model, {dropped.pk: []}, ChangeNotice.Kind.MERGED)
    Replacement(model, dropped.pk, kept.pk).everywhere()
    for relation in _relations_to(model):
        _repoint(relation, kept, dropped)
    _take_history(kept, dropped)
    FormerAddress.objects.create(
        section=dropped.section,
        slug=dropped.slug,
        **{str(model._meta.model_name): kept},
    )
    # Nobody shall be told that something was deleted.
    model._default_manager.filter(pk=dropped.pk).update(live=False)
    dropped = model._default_manager.get(pk=dropped.pk)
    dropped.delete()
    chosen = list(changes)
    if chosen:
        apply_changes(kept, chosen, user, action=MERGED, data=data)
    else:
        log(instance=kept, action=MERGED, user=user, data=data)
        model._default_manager.get(pk=kept.pk).save()


def _relations_to(model: type[models.Model]) -> list[Any]:
    """Relations of other tables to the record; its own parts and words are no such thing."""
    own = {field.remote_field.through for field in model._meta.many_to_many}
    relations = []
    found: Any = model._meta.get_fields(include_hidden=True)
    for relation in found:
        if not (relation.auto_created and not relation.concrete):
            continue
        source: Any = relation.related_model
        if relation.many_to_many or source in own or source in DERIVED:
            continue
        if isinstance(relation.field, ParentalKey) or relation.name == "texts":
            continue
        if issubclass(source, models.Model) and not source._meta.abstract:
            relations.append(relation)
    return relations


def _repoint(relation: Any, kept: Any, dropped: Any) -> None:
    source, name = relation.related_model, relation.field.name
    for row in source._default_manager.filter(**{name: dropped}):
        setattr(row, name, kept)
        try:
            with transaction.atomic():
                _store(row, name)
        except IntegrityError:
            # The network has one about each of the two.
            _unite(row, kept)


def _store(row: Any, name: str) -> None:
    if isinstance(row, Page):
        row.save(update_fields=[name], clean=False)
    else:
        row.save(update_fields=[name])
    if not row._meta.auto_created:
        ReferenceIndex.create_or_update_for_object(row)


def _unite(row: Any, kept: Any) -> None:
    if isinstance(row, LocalNote):
        other = LocalNote.objects.get(**{record_field(kept): kept}, network=row.network)
        texts = dict.fromkeys(text for text in (other.text, row.text) if text)
        other.text = "\n\n".join(texts)
        other.phone = other.phone or row.phone
        other.email = other.email or row.email
        other.save()
    elif isinstance(row, Membership):
        other = Membership.objects.get(network=row.network, partner=kept, since=row.since)
        if other.until is not None and (row.until is None or row.until > other.until):
            other.until = row.until
            other.save()
    row._meta.model._default_manager.filter(pk=row.pk).delete()


def _take_history(kept: Any, dropped: Any) -> None:
    """The versions and log entries of the second record become those of the first."""
    model = type(kept)
    # A version that was scheduled would be published over the record that stays.
    for_dropped = Revision.objects.for_instance(dropped)
    for_dropped.update(object_id=str(kept.pk), approved_go_live_at=None)
    model._default_manager.filter(pk=dropped.pk).update(
        latest_revision=None, live_revision=None, has_unpublished_changes=False
    )
    entries: Any = ModelLogEntry.objects
    entries.filter(
        Q(content_type__app_label=model._meta.app_label)
        & Q(content_type__model=model._meta.model_name),
        object_id=str(dropped.pk),
    ).update(object_id=str(kept.pk))
