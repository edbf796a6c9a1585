"""What is searched for addresses: live pages, and every record that belongs to a network."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F
from modelcluster.models import get_all_child_relations
from wagtail.models import DraftStateMixin, Page, get_page_models
from wagtail.permissions import policy_registry

from network_core.links.values import links_in
from network_core.networks.models import Network
from network_core.tenancy.policies import NetworkPolicy
from network_core.words.models import Worded

CHUNK = 200
OWNER = "_owner_of_links"


@dataclass(frozen=True)
class Found:
    """One page or record with the addresses in it."""

    instance: models.Model
    network_id: int
    urls: set[str]


def record_models() -> list[type[models.Model]]:
    """The models of records that belong to one network each."""
    return [model for model in apps.get_models() if _owner_path(model)]


def _owner_path(model: type[models.Model]) -> str:
    policy = policy_registry.get_by_type(model, fallback=False)
    return policy.network_field if isinstance(policy, NetworkPolicy) else ""


def find_links() -> Iterator[list[Found]]:
    """All live pages and records with their addresses, in chunks of one model each."""
    for model in record_models():
        yield from _in_chunks(_records(model), model)
    roots = roots_of_networks()
    for page_model in get_page_models():
        pages = page_model._default_manager.filter(live=True, alias_of__isnull=True)
        # A subclass is searched by itself, with its own fields.
        pages = pages.filter(content_type__model=page_model._meta.model_name)
        pages = pages.filter(content_type__app_label=page_model._meta.app_label)
        yield from _in_chunks(pages, page_model, roots)


def roots_of_networks() -> dict[str, int]:
    """Path of the root page of each language → id of the network whose pages are below it."""
    keys = dict(Network.objects.values_list("site__root_page__translation_key", "pk"))
    roots = Page.objects.filter(translation_key__in=keys)
    return {path: keys[key] for path, key in roots.values_list("path", "translation_key")}


def _records(model: type[models.Model]) -> models.QuerySet:
    records = model._default_manager.all()
    if issubclass(model, DraftStateMixin):
        records = records.filter(live=True)
    owner = _owner_path(model)
    return records.annotate(**{OWNER: F("pk" if owner == "pk" else owner)})


def _in_chunks(
    objects: models.QuerySet, model: type[models.Model], roots: dict[str, int] | None = None
) -> Iterator[list[Found]]:
    parts = part_names(model)
    last = 0
    while chunk := list(
        objects.filter(pk__gt=last).order_by("pk").prefetch_related(*parts)[:CHUNK]
    ):
        last = chunk[-1].pk
        found = []
        for instance in chunk:
            if roots is None:
                network_id = getattr(instance, OWNER)
            else:
                network_id = roots.get(instance.path[: Page.steplen * 2])
            if network_id is not None:
                found.append(Found(instance, network_id, links_of(instance, parts)))
        yield found


def part_names(model: type[models.Model]) -> list[str]:
    """The relations to the rows that are parts of a record: its lists, and its translations."""
    children = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    own = [name for name in children if not name.startswith(("wagtail", "_"))]
    return [*own, *(["texts"] if issubclass(model, Worded) else [])]


def parts_of(instance: models.Model, names: Iterable[str]) -> Iterator[models.Model]:
    """The rows of these relations that the public sees; German texts mirror the record itself."""
    for name in names:
        for row in getattr(instance, name).all():
            if name == "texts" and not _is_translation(row):
                continue
            yield row


def _is_translation(row: Any) -> bool:
    return row.live and row.locale.language_code != settings.LANGUAGE_CODE


def links_of(instance: models.Model, names: list[str]) -> set[str]:
    """The addresses in an object, in its lists and in its translations."""
    urls = links_in(instance)
    for row in parts_of(instance, names):
        urls |= links_in(row)
    return urls
