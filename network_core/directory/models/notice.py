"""Telling networks that a record which they show has changed in substance or was withdrawn."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.models.about import AboutRecord, AboutRecordQuerySet
from network_core.directory.models.offer import Offer
from network_core.directory.models.partner import Partner
from network_core.networks.models import Network


class RecordState(AboutRecord):
    """What a record said, in substance, when it was last looked at; changes are found by it."""

    values = models.JSONField(default=dict)
    live = models.BooleanField(default=False)

    objects: ClassVar = AboutRecordQuerySet.as_manager()

    class Meta(AboutRecord.Meta):
        verbose_name = _("Stand eines Eintrags")
        verbose_name_plural = _("Stände von Einträgen")
        constraints = [
            *AboutRecord.Meta.constraints,
            models.UniqueConstraint(fields=["offer"], name="one_state_per_offer"),
            models.UniqueConstraint(fields=["partner"], name="one_state_per_partner"),
        ]

    def __str__(self) -> str:
        return str(self.record)


class RecordChange(AboutRecord):
    """A change of which the networks have not been told yet."""

    kind = models.CharField(max_length=10)
    changes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = AboutRecordQuerySet.as_manager()

    class Meta(AboutRecord.Meta):
        verbose_name = _("Änderung eines Eintrags")
        verbose_name_plural = _("Änderungen von Einträgen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.record)


class ChangeNotice(models.Model):
    """What one network is told about a record of another one that it shows."""

    class Kind(models.TextChoices):
        CHANGED = "changed", _("geändert")
        WITHDRAWN = "withdrawn", _("nicht mehr veröffentlicht")
        DELETED = "deleted", _("gelöscht")
        MERGED = "merged", _("zusammengeführt")

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="change_notices", verbose_name=_("Netzwerk")
    )
    # A notice outlives its record: then only the title is left.
    offer = models.ForeignKey(
        Offer,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("Angebot"),
    )
    partner = models.ForeignKey(
        Partner,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("Partner"),
    )
    title = models.CharField(_("Eintrag"), max_length=200)
    steward_name = models.CharField(_("Gepflegt von"), max_length=200)
    kind = models.CharField(_("Was geschah"), max_length=10, choices=Kind.choices)
    changes = models.JSONField(_("Änderungen"), default=list)
    created_at = models.DateTimeField(_("Wann"), default=timezone.now)
    seen_at = models.DateTimeField(_("Gelesen am"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("Per E-Mail gemeldet am"), null=True, blank=True)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["network"], condition=Q(mailed_at__isnull=True), name="notice_to_be_mailed"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def record(self) -> Offer | Partner | None:
        """The record, if it still exists."""
        return self.offer or self.partner
