"""Replacing one record by another wherever something refers to it, drafts included."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.blocks import ChooserBlock
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Page, ReferenceIndex, Revision

from network_core.directory.stored_blocks import change_fields, change_stored, save_fields


class Replacement:
    """One record of `model` that takes the place of another one."""

    def __init__(self, model: type[models.Model], old: int, new: int) -> None:
        self.model, self.old, self.new = model, old, new

    def everywhere(self) -> None:
        """In the blocks of all that is stored, and in drafts and scheduled versions."""
        for instance in self._referring():
            if names := change_fields(instance, self._leaf):
                save_fields(instance, names)
        self.in_pending_versions()

    def in_pending_versions(self) -> None:
        """In drafts and scheduled versions of anything."""
        for revision in self._pending_revisions():
            model = revision.content_type.model_class()
            if model is not None and self._in_content(model, revision.content):
                revision.save(update_fields=["content"])

    def _referring(self) -> Iterator[models.Model]:
        references = ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(self.model),
            to_object_id=str(self.old),
        )
        found: set[tuple[int, str]] = set(references.values_list("content_type", "object_id"))
        for content_type_id, object_id in sorted(found):
            model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
            instance = model and model._default_manager.filter(pk=object_id).first()
            if instance is not None:
                yield instance

    def _pending_revisions(self) -> Iterator[Revision]:
        yield from Revision.objects.filter(approved_go_live_at__isnull=False).iterator()
        for model in apps.get_models():
            is_page = model is Page
            if not issubclass(model, DraftStateMixin) or (issubclass(model, Page) and not is_page):
                continue
            manager: Any = model._default_manager
            drafts = manager.filter(has_unpublished_changes=True, latest_revision__isnull=False)
            yield from Revision.objects.filter(pk__in=drafts.values("latest_revision")).iterator()

    def _in_content(self, model: Any, content: dict[str, Any]) -> bool:
        """Replace in the stored content of a version; say whether anything was there."""
        changed = False
        for field in model._meta.get_fields():
            name = field.name
            if name not in content:
                continue
            value = content[name]
            if isinstance(field, StreamField):
                stored = change_stored(field, value, self._leaf)
                if stored is not None:
                    content[name] = stored
                    changed = True
            elif field.one_to_many and isinstance(value, list):
                child = field.related_model
                for row in value:
                    changed = self._in_content(child, row) or changed
            elif field.is_relation and field.related_model is self.model:
                if isinstance(value, list) and self.old in value:
                    kept = [self.new if each == self.old else each for each in value]
                    content[name] = list(dict.fromkeys(kept))
                    changed = True
                elif value == self.old:
                    content[name] = self.new
                    changed = True
        return changed

    def _leaf(self, block: Any, holder: Any, key: str) -> bool:
        """Replace in a block that names a record."""
        if not isinstance(block, ChooserBlock) or block.model_class is not self.model:
            return False
        if holder[key] != self.old:
            return False
        holder[key] = self.new
        return True
