"""Where imported records come from."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import Offer, Partner
from network_core.networks.models import Network


class ForeignRecord(models.Model):
    """The provenance of one record: source and id there, when it was last taken over, by whom.

    `last_import` is what the record was after that. What differs from it now was changed here. A
    record that was deleted here leaves its row without a record, and the next import says so.
    """

    class Kind(models.TextChoices):
        PARTNER = "partner", _("Partner")
        OFFER = "offer", _("Angebot")

    network = models.ForeignKey(
        Network,
        on_delete=models.CASCADE,
        related_name="foreign_records",
        verbose_name=_("Netzwerk"),
    )
    source = models.CharField(_("Quelle"), max_length=120)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    foreign_id = models.CharField(_("Kennung in der Quelle"), max_length=200)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="foreign_records",
        verbose_name=_("Partner"),
    )
    offer = models.ForeignKey(
        Offer,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="foreign_records",
        verbose_name=_("Angebot"),
    )
    imported_at = models.DateTimeField(_("Zuletzt übernommen"), default=timezone.now)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Übernommen von"),
    )
    last_import = models.JSONField(_("Stand der letzten Übernahme"), default=dict)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Herkunft")
        verbose_name_plural = _("Herkünfte")
        ordering = ["network", "source", "kind", "foreign_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "source", "kind", "foreign_id"], name="foreign_id_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="partner", offer__isnull=True)
                | Q(kind="offer", partner__isnull=True),
                name="foreign_record_is_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.foreign_id}"

    @property
    def record(self) -> Partner | Offer | None:
        """The partner or offer; None when it was deleted here."""
        return self.partner if self.kind == self.Kind.PARTNER else self.offer


class ImportRun(models.Model):
    """A file that somebody has uploaded to be taken over: checked first, then confirmed.

    The file itself is kept only until it is taken over or given up, and never longer than
    `KEPT_FOR`. What it held is then in the records; the row says who took over what and when.
    """

    KEPT_FOR = timedelta(days=7)

    class State(models.TextChoices):
        CHECKED = "checked", _("geprüft, noch nicht übernommen")
        DONE = "done", _("übernommen")
        DROPPED = "dropped", _("verworfen")

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="import_runs", verbose_name=_("Netzwerk")
    )
    source = models.CharField(_("Quelle"), max_length=120)
    file_name = models.CharField(_("Datei"), max_length=200)
    content = models.BinaryField(null=True, editable=False)
    mapping = models.JSONField(default=dict, editable=False)
    state = models.CharField(
        _("Stand"), max_length=10, choices=State.choices, default=State.CHECKED
    )
    counts = models.JSONField(_("Zahlen"), default=dict, editable=False)
    created_at = models.DateTimeField(_("Hochgeladen"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("Hochgeladen von"),
    )
    finished_at = models.DateTimeField(_("Übernommen"), null=True, blank=True)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Import")
        verbose_name_plural = _("Importe")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checked", "done", "dropped"]), name="import_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="checked") | Q(content__isnull=True),
                name="finished_import_keeps_no_file",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def finish(self, state: "State", counts: dict[str, int] | None = None) -> None:
        """Say how it ended, and forget the file."""
        self.state = state
        self.content = None
        self.mapping = {}
        self.counts = counts or self.counts
        self.finished_at = timezone.now()
        self.save()
