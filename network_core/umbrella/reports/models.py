"""Who has had which report by mail, and who does not want any."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.networks.models import Network


class SentReport(models.Model):
    """A person has been written to about a quarter of a network, and is not written to again."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="+", verbose_name=_("Netzwerk")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("Person"),
    )
    quarter = models.CharField(_("Quartal"), max_length=6)
    sent_at = models.DateTimeField(_("gesendet"), default=timezone.now)

    objects: ClassVar[models.Manager["SentReport"]] = models.Manager()

    class Meta:
        verbose_name = _("Versandter Quartalsbericht")
        verbose_name_plural = _("Versandte Quartalsberichte")
        default_permissions = ()
        ordering = ["-sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quarter", "network", "person"], name="one_report_a_quarter_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.quarter}"


class UnwantedReport(models.Model):
    """A person does not want the report about a network by mail."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="+", verbose_name=_("Netzwerk")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("Person"),
    )

    objects: ClassVar[models.Manager["UnwantedReport"]] = models.Manager()

    class Meta:
        verbose_name = _("Abbestellter Quartalsbericht")
        verbose_name_plural = _("Abbestellte Quartalsberichte")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "person"], name="report_is_unwanted_once")
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.person_id}"
