"""The words of one record, as lists of the admin are searched."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListWords(models.Model):
    """Words of a partner or offer in all their forms, each between spaces.

    Drafts are here, too: nobody may read this but through a list of what the person may see.
    """

    object_type = models.CharField(_("Art"), max_length=20)
    object_pk = models.PositiveBigIntegerField(_("Nummer"))
    names = models.TextField(_("Wörter der Namen"))
    words = models.TextField(_("Alle Wörter"))
    analysis = models.PositiveIntegerField(_("Fassung der Sprachanalyse"))

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Wörter für Listen")
        verbose_name_plural = _("Wörter für Listen")
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_pk"], name="list_words_once_per_object"
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_type}:{self.object_pk}"
