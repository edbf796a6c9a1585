"""The text of a file, as it was read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from network_core.media.models import File


class FileText(models.Model):
    """What was read from a file. Of a file that was replaced it is read anew."""

    class State(models.TextChoices):
        READ = "read", _("gelesen")
        TOO_LARGE = "too_large", _("zu groß")
        ENCRYPTED = "encrypted", _("mit Passwort geschützt")
        UNREADABLE = "unreadable", _("nicht lesbar")

    file = models.OneToOneField(
        File, on_delete=models.CASCADE, related_name="text", verbose_name=_("Dokument")
    )
    source = models.CharField(_("Gelesene Datei"), max_length=255)
    state = models.CharField(_("Stand"), max_length=12, choices=State.choices)
    text = models.TextField(_("Text"), blank=True)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Text eines Dokuments")
        verbose_name_plural = _("Texte von Dokumenten")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["read", "too_large", "encrypted", "unreadable"]),
                name="file_text_state_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.source


def unread_files() -> QuerySet[File]:
    """Files of which nothing was read, or whose file is another by now."""
    read = FileText.objects.filter(file=OuterRef("pk"), source=F("file__file"))
    files: QuerySet[File] = File.objects.filter(~Exists(read)).order_by("pk")
    return files
