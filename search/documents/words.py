"""Words of records in the visitor's language, without a query where German is asked."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.db.models import Prefetch

from network_core.words.models import WordsQuerySet

Q = TypeVar("Q", bound=WordsQuerySet)


def words_for(records: Q, language: str) -> Q:
    """The records with their words; one query more where the language is not German."""
    if language == settings.LANGUAGE_CODE:
        return records
    text_model = records.model._meta.get_field("texts").related_model
    rows = text_model.objects.filter(locale__language_code=language, live=True)
    return records.prefetch_related(
        Prefetch("texts", rows.select_related("locale"), to_attr="_words")
    )
