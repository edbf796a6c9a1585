"""Where imported records come from."""

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
