"""Saving the words of a record in one language: as a draft, or published at once."""

from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from network_core.tenancy.models import User
from network_core.words.models import TextRow, mirror_german_words
from sites.translating.kinds import WordsKind


def latest_words(kind: WordsKind, record: Any, language: str) -> TextRow:
    """The latest draft of the words in `language`, or words that nobody has written yet.

    Raises `Locale.DoesNotExist` for a language that the installation does not have.
    """
    texts: Any = kind.text_model
    row = texts.objects.filter(record=record, locale__language_code=language).first()
    if row is not None:
        # Imports write words without a version: only a draft is newer than the row.
        latest: TextRow = (
            row.get_latest_revision_as_object() if row.has_unpublished_changes else row
        )
        latest.record = record
        return latest
    locale = Locale.objects.get(language_code=language)
    new: TextRow = texts(record=record, locale=locale, live=False)
    return new


def save_words(
    record: Any, row: TextRow, user: User, *, publish: bool, is_older: bool = False
) -> None:
    """Keep the words as a new version made from the German words of today; perhaps publish it.

    With `is_older` some of them are still those of an older German text, and the version is, too.
    Whether the person may is asked before, about the record: the words have no rights of their own.
    """
    with transaction.atomic():
        if not is_older:
            row.source_hash = record.words_hash
        if row.pk is None:
            german = record.texts.filter(locale__language_code=settings.LANGUAGE_CODE).first()
            row.translation_key = (german or mirror_german_words(record)).translation_key
            row.save()
        version = row.save_revision(user=user, log_action=True)
        if publish:
            version.publish(user=user, skip_permission_checks=True)
