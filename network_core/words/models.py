"""Facts live once, words are translated.

A neutral record (partner, offer, term, local note) holds the facts and the German words. Its words
in other languages are rows of a companion model, one row per language, translated by
wagtail-localize from the German row, which mirrors the record.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Locale, RevisionMixin, TranslatableMixin

from network_core.words.markup import comparable
from network_core.words.whole import PublishedAsAWhole, SavedAsAWhole


class WordsQuerySet(models.QuerySet):
    """Querysets of records that have words per language."""

    def with_words(self, locale: Locale | None = None) -> Self:
        """Fetch the live words in `locale` (default: the active one) with one more query.

        After this `record.words` costs nothing, whether or not the record is translated, nor does
        what cards say about the translation. German needs no query: those words are on the record
        itself.
        """
        language = locale.language_code if locale else get_language() or settings.LANGUAGE_CODE
        if language == settings.LANGUAGE_CODE:
            return self
        text_model: Any = self.model._meta.get_field("texts").related_model
        rows = text_model.objects.filter(locale__language_code=language, live=True)
        states = {name: state() for name, state in READ_WITH_WORDS.items()}
        rows = rows.select_related("locale").annotate(german_hash=german_hash(text_model), **states)
        return self.prefetch_related(models.Prefetch("texts", rows, to_attr="_words"))


READ_WITH_WORDS: dict[str, Callable[[], Subquery]] = {}
"""What packages above this one have `with_words` read, by the name of the annotation."""


def german_hash(text_model: Any) -> Subquery:
    """The fingerprint of the German words of today, for rows of words in another language."""
    german = text_model.objects.filter(
        record=OuterRef("record"), locale__language_code=settings.LANGUAGE_CODE
    )
    return Subquery(german.values("source_hash")[:1])


class Worded(SavedAsAWhole):
    """A record with German words of its own and rows of words in other languages (`texts`)."""

    word_fields: ClassVar[tuple[str, ...]] = ()
    texts: Any

    class Meta:
        abstract = True

    @property
    def words(self) -> Any:
        """The words in the active language, or the record itself (German) without any.

        In German it is always the record, so that the preview of a draft shows the draft's words.
        """
        if hasattr(self, "_words"):
            return self._words[0] if self._words else self
        language = get_language() or settings.LANGUAGE_CODE
        if language == settings.LANGUAGE_CODE or not self.pk:
            return self
        return self.texts.filter(locale__language_code=language, live=True).first() or self

    @property
    def words_language(self) -> str:
        """The language code that `words` is written in, for the `lang` attribute."""
        words = self.words
        if words is self:
            return settings.LANGUAGE_CODE
        return words.locale.language_code

    @property
    def words_hash(self) -> str:
        """A fingerprint of the German words; a translation made from another one is stale."""
        words = {name: comparable(str(getattr(self, name))) for name in self.word_fields}
        return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


class TextRow(SavedAsAWhole, PublishedAsAWhole, DraftStateMixin, RevisionMixin, TranslatableMixin):
    """Words of one record in one language; subclasses add `record` and the word fields."""

    source_hash = models.CharField(
        _("Fingerabdruck der deutschen Fassung"), max_length=64, blank=True, editable=False
    )

    german_stands_in: ClassVar[bool] = False
    """Whether visitors read the German words in the place of those that are missing."""

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def gaps(self) -> list[str]:
        """The fields without which these words are not published: in German they say something.

        Where German words stand in for missing ones, those that no text can do without.
        """
        record: Worded = self.record
        gaps = [
            name
            for name in record.word_fields
            if comparable(str(getattr(record, name))) and not comparable(str(getattr(self, name)))
        ]
        fields: Any = type(self)._meta
        if self.german_stands_in:
            return [name for name in gaps if not fields.get_field(name).blank]
        return gaps

    @property
    def is_stale(self) -> bool:
        """Whether the German words have changed since this text was made from them."""
        record: Worded = self.record
        return self.source_hash != record.words_hash


def mirror_german_words(record: Worded) -> TextRow:
    """Write the record's German words into its German row, from which translations are made."""
    model: Any = type(record)
    text_model = model._meta.get_field("texts").related_model
    values = {name: getattr(record, name) for name in record.word_fields}
    row: TextRow
    row, _created = text_model.objects.update_or_create(
        record=record,
        locale=Locale.get_default(),
        defaults=values | {"source_hash": record.words_hash, "live": True},
    )
    return row
