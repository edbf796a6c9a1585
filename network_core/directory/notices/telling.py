"""Which networks show a record, and what they are told of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page, ReferenceIndex

from network_core.directory.models import ChangeNotice, LocalNote
from network_core.directory.proposals.differences import Difference
from network_core.networks.models import Network


def tell(
    model: type[models.Model], changes: Mapping[int, list[Difference]], kind: ChangeNotice.Kind
) -> None:
    """Write a notice for each network that shows one of the records and does not look after it.

    The number of queries grows with the number of networks, not with that of the records.
    """
    if not changes:
        return
    name = str(model._meta.model_name)
    records = model._default_manager.select_related("steward").in_bulk(list(changes))
    notices = []
    for network_id, ids in shown_by_networks(model, list(changes)).items():
        for pk in ids:
            record: Any = records[pk]
            if record.steward_id == network_id:
                continue
            kept = {} if kind in (ChangeNotice.Kind.DELETED,) else {name: record}
            notices.append(
                ChangeNotice(
                    network_id=network_id,
                    title=str(record)[:200],
                    steward_name=record.steward.name[:200],
                    kind=kind,
                    changes=[
                        {"field": each.field, "old": each.old, "new": each.new}
                        for each in changes[pk]
                    ],
                    **kept,
                )
            )
    ChangeNotice.objects.bulk_create(notices)


def shown_by_networks(model: type[models.Model], ids: list[int]) -> dict[int, set[int]]:
    """Network → those of the records that it shows, in its lists, on a page or with a note.

    Records that are withdrawn count as if they were still public. The umbrella lists everything,
    and is told only of what its own pages and notes are about.
    """
    found: dict[int, set[int]] = defaultdict(set)
    networks = list(Network.objects.select_related("site__root_page"))
    records: Any = model._default_manager
    for network in networks:
        if not network.is_umbrella:
            listed = records.meant_for(network).filter(pk__in=ids)
            found[network.pk].update(listed.order_by().values_list("pk", flat=True))
    name = str(model._meta.model_name)
    notes = LocalNote.objects.filter(**{f"{name}__in": ids})
    for network_id, pk in notes.order_by().values_list("network", name):
        found[network_id].add(pk)
    for network_id, pk in _on_pages(model, ids, networks):
        found[network_id].add(pk)
    return found


def _on_pages(
    model: type[models.Model], ids: list[int], networks: Iterable[Network]
) -> set[tuple[int, int]]:
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=[str(pk) for pk in ids],
    )
    named: dict[int, set[int]] = defaultdict(set)
    for page_id, pk in references.values_list("object_id", "to_object_id"):
        named[int(page_id)].add(int(pk))
    if not named:
        return set()
    keys = {network.site.root_page.translation_key: network.pk for network in networks}
    roots = Page.objects.filter(translation_key__in=keys).values_list("path", "translation_key")
    owners = [(path, keys[key]) for path, key in roots]
    found: set[tuple[int, int]] = set()
    for page_id, path in Page.objects.filter(pk__in=named, live=True).values_list("pk", "path"):
        for root, network_id in owners:
            if path.startswith(root):
                found.update((network_id, pk) for pk in named[page_id])
    return found
