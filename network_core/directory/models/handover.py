"""A record that is offered to another network to look after."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.models.about import ONE_RECORD, AboutRecord, AboutRecordQuerySet
from network_core.networks.models import Network


class Handover(AboutRecord):
    """One offer of one network to another; a record is offered to one network at a time."""

    class Status(models.TextChoices):
        OFFERED = "offered", _("angeboten")
        ACCEPTED = "accepted", _("angenommen")
        DECLINED = "declined", _("abgelehnt")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    giver = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="+", verbose_name=_("Bisher gepflegt von")
    )
    receiver = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="+", verbose_name=_("Künftig gepflegt von")
    )
    message = models.TextField(_("Nachricht"), blank=True)
    status = models.CharField(
        _("Stand"), max_length=10, choices=Status.choices, default=Status.OFFERED
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Angeboten von"),
    )
    offered_at = models.DateTimeField(_("Angeboten am"), default=timezone.now)
    answer = models.TextField(_("Antwort"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Entschieden von"),
    )
    decided_at = models.DateTimeField(_("Entschieden am"), null=True, blank=True)

    objects: ClassVar = AboutRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("Übergabe")
        verbose_name_plural = _("Übergaben")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_RECORD, name="handover_is_about_one_record"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="handover_to_another"),
            models.UniqueConstraint(
                fields=["offer"], condition=Q(status="offered"), name="offer_handed_over_once"
            ),
            models.UniqueConstraint(
                fields=["partner"], condition=Q(status="offered"), name="partner_handed_over_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.giver} → {self.receiver}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.status == self.Status.OFFERED
