"""The state of every version of a page or of a record's words."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationStateQuerySet(models.QuerySet["TranslationState"]):
    """Querysets of states."""

    def of(self, key: UUID, languages: Iterable[str]) -> dict[str, "TranslationState"]:
        """The states of one page or record in these languages, by language; one query."""
        rows = self.filter(translation_key=key, language__in=list(languages))
        return {state.language: state for state in rows}


class TranslationState(models.Model):
    """What is known about the text of a page, or of a record, in one language.

    A row of its own and no fields of the text: publishing an older version of a text brings back
    everything that was saved with it, and this must not come back.
    """

    translation_key = models.UUIDField(_("Text"), editable=False)
    language = models.CharField(_("Sprache"), max_length=12)
    # Of pages: fingerprint of the German text, for a translation of the one it was made from.
    source_hash = models.CharField(
        _("Fingerabdruck der deutschen Fassung"), max_length=64, blank=True, editable=False
    )
    proofread_by = models.CharField(
        _("Gelesen von"),
        max_length=120,
        blank=True,
        help_text=_("Wer den Text als Muttersprachler*in gelesen hat."),
    )
    proofread_at = models.DateTimeField(_("Gelesen am"), null=True, blank=True)

    objects: ClassVar = TranslationStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stand einer Übersetzung")
        verbose_name_plural = _("Stand der Übersetzungen")
        ordering = ["translation_key", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "language"], name="one_state_per_text_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} ({self.language})"

    def is_proofread(self, published_at: datetime | None) -> bool:
        """Whether a native speaker has read the text that was last published then."""
        if self.proofread_at is None:
            return False
        return published_at is None or published_at <= self.proofread_at
