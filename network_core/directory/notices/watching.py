"""Finding what has changed: publishing queues a record, a job compares it with its last state."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.signals import published, unpublished

from network_core.directory.duplicates.finding import refresh
from network_core.directory.models import ChangeNotice, Offer, Partner, RecordChange, RecordState
from network_core.directory.models.about import record_field
from network_core.directory.notices.substance import SUBSTANCE
from network_core.directory.notices.telling import tell
from network_core.directory.proposals.differences import Difference, differences
from network_core.directory.proposals.values import SHAPES, Values, values_of

BATCH = 200
PREFETCH = {
    Offer: (
        *("contacts", "places", "hours", "service_areas", "spoken_languages"),
        *("topics", "life_situations", "formats", "audiences"),
    ),
    Partner: (),
}


@receiver(published, sender=Offer, dispatch_uid="directory.notices.offer.published")
@receiver(unpublished, sender=Offer, dispatch_uid="directory.notices.offer.unpublished")
@receiver(published, sender=Partner, dispatch_uid="directory.notices.partner.published")
@receiver(unpublished, sender=Partner, dispatch_uid="directory.notices.partner.unpublished")
def queue(instance: Offer | Partner, **kwargs: object) -> None:
    """Have the record looked at; in the transaction that changes it."""
    RecordChange.objects.create(**{record_field(instance): instance})


@receiver(pre_delete, sender=Offer, dispatch_uid="directory.notices.offer.deleted")
@receiver(pre_delete, sender=Partner, dispatch_uid="directory.notices.partner.deleted")
def tell_of_deletion(instance: Offer | Partner, **kwargs: object) -> None:
    """A record that is deleted cannot be looked at later."""
    if instance.live:
        tell(type(instance), {instance.pk: []}, ChangeNotice.Kind.DELETED)


def look_at_changed_records() -> int:
    """Compare up to `BATCH` queued records of each kind with their last state; say how many."""
    return sum(_look_at(model) for model in SUBSTANCE)


@transaction.atomic
def _look_at(model: Any) -> int:
    name = model._meta.model_name
    queued = RecordChange.objects.filter(**{f"{name}__isnull": False}).order_by("pk")
    rows = list(queued.values_list("pk", name)[: BATCH * 2])
    ids = list(dict.fromkeys(record_id for _pk, record_id in rows))[:BATCH]
    records = model._default_manager.filter(pk__in=ids).prefetch_related(*PREFETCH[model])
    states = {
        getattr(state, f"{name}_id"): state
        for state in RecordState.objects.filter(**{f"{name}__in": ids})
    }
    changed: dict[int, list[Difference]] = {}
    withdrawn: dict[int, list[Difference]] = {}
    new: list[RecordState] = []
    for record in records:
        refresh(record)
        values = _substance_of(record)
        state = states.get(record.pk)
        if state is None:
            new.append(RecordState(**{name: record}, values=values, live=record.live))
            continue
        if state.live and not record.live:
            withdrawn[record.pk] = []
        elif state.live and (found := differences(SHAPES[model], state.values, values)):
            changed[record.pk] = found
        # A draft that comes back is measured by what was public last.
        state.values = values if record.live else state.values
        state.live = record.live
    RecordState.objects.bulk_create(new, ignore_conflicts=True)
    RecordState.objects.bulk_update(states.values(), ["values", "live"])
    tell(model, changed, ChangeNotice.Kind.CHANGED)
    tell(model, withdrawn, ChangeNotice.Kind.WITHDRAWN)
    done = [pk for pk, record_id in rows if record_id in set(ids)]
    RecordChange.objects.filter(pk__in=done).delete()
    return len(ids)


def _substance_of(record: Offer | Partner) -> Values:
    values = values_of(record)
    return {name: values[name] for name in SUBSTANCE[type(record)]}


def queue_unknown(limit: int = BATCH) -> None:
    """Queue public records that nobody looked at yet, such as those that sent no signal."""
    for model in SUBSTANCE:
        name = str(model._meta.model_name)
        records: Any = model._default_manager
        unknown: Iterable[Any] = records.filter(
            live=True, recordstates__isnull=True, recordchanges__isnull=True
        )[:limit]
        RecordChange.objects.bulk_create(RecordChange(**{name: each}) for each in unknown)
