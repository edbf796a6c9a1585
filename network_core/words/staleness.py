"""Which German words a translation was made from, and which translations are stale by that."""

from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from wagtail.signals import published
from wagtail_localize.models import Translation

from network_core.words.models import TextRow, german_hash

_UID = "words.staleness"


def connect() -> None:
    """Remember, whenever a translation is published, from which words it was made."""
    published.connect(_remember_source, dispatch_uid=_UID)


def stale_texts(text_model: type[TextRow]) -> QuerySet:
    """Live translations whose German words have changed since; the German row tells which."""
    rows: Any = text_model
    return (
        rows.objects.filter(live=True)
        .exclude(locale__language_code=settings.LANGUAGE_CODE)
        .annotate(german_hash=german_hash(text_model))
        .exclude(source_hash=F("german_hash"))
    )


def _remember_source(instance: Any, **kwargs: object) -> None:
    if not isinstance(instance, TextRow):
        return
    if instance.locale.language_code == settings.LANGUAGE_CODE:
        return
    model: Any = type(instance)
    model.objects.filter(pk=instance.pk).update(source_hash=_translated_from(instance))


def _translated_from(row: TextRow) -> str:
    """The words that translators had before them; without any, those of today."""
    translation = (
        Translation.objects.filter(
            source__object_id=row.translation_key, target_locale=row.locale, enabled=True
        )
        .select_related("source")
        .first()
    )
    if translation is not None:
        made_from: Any = translation.source.as_instance()
        return str(made_from.source_hash)
    record: Any = row.record
    return str(record.words_hash)
