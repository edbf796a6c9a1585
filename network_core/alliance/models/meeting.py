"""Meetings of working groups. What is published of them is public, everything else is not."""

from typing import Any, ClassVar

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import RichTextField

from network_core.alliance.models.group import WorkingGroup
from network_core.alliance.queries import MeetingQuerySet
from network_core.directory.models.offer import TEXT_FEATURES
from network_core.directory.models.record import SharedRecord
from network_core.networks.models import Network
from network_core.words.models import TextRow


class MeetingWords(models.Model):
    """The words of a meeting."""

    subject = models.CharField(_("Worum es ging"), max_length=200, blank=True)
    minutes = RichTextField(
        _("Öffentliches Protokoll"),
        features=TEXT_FEATURES,
        blank=True,
        help_text=_("Nur, was alle lesen dürfen: keine Fälle, keine Namen von Ratsuchenden."),
    )

    class Meta:
        abstract = True


class Meeting(SharedRecord, MeetingWords):
    """One meeting of a working group; it stands on the group's page."""

    word_fields = ("subject", "minutes")
    preview_modes: ClassVar[list[Any]] = []

    # It has no page of its own, and belongs to the network of its group.
    slug = None  # type: ignore[assignment]
    is_example = None  # type: ignore[assignment]

    group = models.ForeignKey(
        WorkingGroup,
        on_delete=models.CASCADE,
        related_name="meetings",
        verbose_name=_("Arbeitsgruppe"),
    )
    date = models.DateField(pgettext_lazy("calendar", "Tag"))
    document = models.ForeignKey(
        "media.File",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Dokument"),
        help_text=_("Zum Beispiel das Protokoll als PDF. Es ist öffentlich."),
    )

    objects: ClassVar = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "date", "subject"],
                name="meeting_recorded_once",
                violation_error_message=_("Diese Sitzung ist schon eingetragen."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}, {date_format(self.date, 'DATE_FORMAT')}"

    @property
    def network(self) -> Network:
        """The network of the group."""
        return self.group.network

    @property
    def steward(self) -> Network:  # type: ignore[override]
        """The network that looks after the record."""
        return self.group.network

    @property
    def steward_id(self) -> int | None:  # type: ignore[override]
        """The id of that network, once there is a group."""
        return self.group.network_id if self.group_id else None

    def get_path(self, language: str | None = None) -> str:
        """The place on the group's page."""
        return f"{self.group.get_path(language)}#sitzung-{self.pk}"


class MeetingText(TextRow, MeetingWords):
    """A meeting's words in one language."""

    record = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Sitzung in einer Sprache")
        verbose_name_plural = _("Sitzungen in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="meeting_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} ({self.locale})"
