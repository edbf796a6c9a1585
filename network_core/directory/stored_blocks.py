"""Blocks of pages in the form in which they are stored, changed without rendering them."""

import json
from collections.abc import Callable
from typing import Any, TypeAlias

from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

Leaf: TypeAlias = Callable[[Any, Any, str], bool]
"""Block, what holds its value, and under which key → whether the value was changed in place."""


def change_stored(field: StreamField, text: str | None, leaf: Leaf) -> str | None:
    """The stored value of a field after `leaf` was asked about every block; None if nothing did."""
    raw = json.loads(text or "[]")
    return json.dumps(raw) if _in_block(field.stream_block, raw, leaf) else None


def change_fields(instance: Any, leaf: Leaf) -> list[str]:
    """Change the blocks of an object in memory; the names of the fields that changed."""
    names = []
    for field in instance._meta.get_fields():
        if isinstance(field, StreamField):
            changed = change_stored(field, field.value_to_string(instance), leaf)
            if changed is not None:
                setattr(instance, field.name, changed)
                names.append(field.name)
    return names


def save_fields(instance: Any, names: list[str]) -> None:
    """Save what `change_fields` has changed, and renew the copy on which translators work."""
    if not isinstance(instance, Page):
        instance.save(update_fields=names)
        return
    instance.save(update_fields=names, clean=False)
    sources = TranslationSource.objects.filter(
        object_id=instance.translation_key, locale=instance.locale
    )
    for source in sources:
        source.update_from_db()


def _in_block(block: Any, raw: Any, leaf: Leaf) -> bool:
    changed = False
    if isinstance(block, StreamBlock):
        for item in raw or []:
            child = block.child_blocks.get(item["type"])
            changed = _in_child(child, item, "value", leaf) or changed
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            if raw and name in raw:
                changed = _in_child(child, raw, name, leaf) or changed
    elif isinstance(block, ListBlock):
        for item in raw or []:
            if isinstance(item, dict) and "value" in item:
                changed = _in_child(block.child_block, item, "value", leaf) or changed
    return changed


def _in_child(block: Any, holder: Any, key: str, leaf: Leaf) -> bool:
    if block is None:
        return False
    changed = leaf(block, holder, key)
    return _in_block(block, holder[key], leaf) or changed
