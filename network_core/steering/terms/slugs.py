"""Terms in the blocks of pages: there they stand by their slugs, not by a relation."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from network_core.directory.stored_blocks import (
    Leaf,
    change_fields,
    change_stored,
    save_fields,
)
from network_core.steering.terms.uses import ROOT_LENGTH, Moved
from network_core.taxonomy.blocks import NamesTerms
from network_core.taxonomy.models import Term

Change = Callable[[str, list[str]], list[str]]
"""Scheme and slugs of one block → its new slugs."""


def stream_fields() -> Iterator[tuple[type[models.Model], list[StreamField]]]:
    """The models with blocks of which some name terms."""
    for model in apps.get_models():
        fields = [
            field
            for field in model._meta.local_fields
            if isinstance(field, StreamField) and _names_terms(field.stream_block)
        ]
        if fields:
            yield model, fields


def count_slugs(
    term_ids: Iterable[int], roots: dict[str, int]
) -> Counter[tuple[int, str, int | None]]:
    """How many pages of which network name each term in their blocks: `(term, label, network)`."""
    terms = list(Term.objects.filter(pk__in=list(term_ids)).values_list("pk", "scheme_id", "slug"))
    ids = {(scheme, slug): pk for pk, scheme, slug in terms}
    found: Counter[tuple[int, str, int | None]] = Counter()
    for model, instance in _mentioning([slug for _pk, _scheme, slug in terms]):
        named: set[tuple[str, str]] = set()

        def note(scheme: str, slugs: list[str], named: set[tuple[str, str]] = named) -> list[str]:
            named |= {(scheme, slug) for slug in slugs}
            return slugs

        change_fields(instance, partial(_leaf, note))
        path = getattr(instance, "path", "")
        network_id = roots.get(path[:ROOT_LENGTH])
        label = str(model._meta.verbose_name_plural)
        found.update((ids[key], label, network_id) for key in named if key in ids)
    return found


def replace_slug(old: Term, new: Term) -> dict[str, Moved]:
    """Name `new` in all blocks of pages, drafts and scheduled versions that name `old`."""

    def change(scheme: str, slugs: list[str]) -> list[str]:
        if scheme != old.scheme_id or old.slug not in slugs:
            return slugs
        return list(dict.fromkeys(new.slug if slug == old.slug else slug for slug in slugs))

    leaf = partial(_leaf, change)
    changed: dict[str, Moved] = {}
    for model, instance in _mentioning([old.slug]):
        if names := change_fields(instance, leaf):
            save_fields(instance, names)
            key = f"{model._meta.label}.blocks"
            changed.setdefault(key, Moved([], [])).changed.append(instance.pk)
    for revision in _pending_versions():
        content_model = revision.content_type.model_class()
        if content_model is not None and _change_content(content_model, revision.content, leaf):
            revision.save(update_fields=["content"])
    return changed


def _mentioning(slugs: list[str]) -> Iterator[tuple[type[models.Model], Any]]:
    """Objects whose blocks hold one of the words; one query for each model."""
    if not slugs:
        return
    for model, fields in stream_fields():
        objects = model._default_manager.all()
        wanted = Q(pk__in=[])
        for field in fields:
            stored = f"stored_{field.name}"
            objects = objects.annotate(**{stored: Cast(field.name, models.TextField())})
            for slug in slugs:
                wanted |= Q(**{f"{stored}__contains": f'"{slug}"'})
        for instance in objects.filter(wanted).order_by("pk").iterator():
            yield model, instance


def _pending_versions() -> Iterator[Revision]:
    drafts: Any = Page.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    waiting = Q(approved_go_live_at__isnull=False) | Q(pk__in=drafts.values("latest_revision"))
    yield from Revision.page_revisions.filter(waiting).iterator()


def _change_content(model: Any, content: dict[str, Any], leaf: Leaf) -> bool:
    changed = False
    for field in model._meta.get_fields():
        if isinstance(field, StreamField) and content.get(field.name):
            stored = change_stored(field, content[field.name], leaf)
            if stored is not None:
                content[field.name] = stored
                changed = True
    return changed


def _names_terms(block: Any) -> bool:
    if isinstance(block, NamesTerms):
        return True
    if isinstance(block, StreamBlock | StructBlock):
        return any(_names_terms(child) for child in block.child_blocks.values())
    return isinstance(block, ListBlock) and _names_terms(block.child_block)


def _leaf(change: Change, block: Any, holder: Any, key: str) -> bool:
    """Change the slugs of a block that names terms."""
    if not isinstance(block, NamesTerms):
        return False
    before = list(holder[key] or [])
    after = change(block.scheme, before)
    if after == before:
        return False
    holder[key] = after
    return True
