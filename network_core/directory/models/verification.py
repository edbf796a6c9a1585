"""When, by whom and how an offer was checked."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin


class Verification(RevisionMixin, models.Model):
    """One check of an offer; the newest one counts, the older ones are its history."""

    class Way(models.TextChoices):
        PHONE = "phone", _("am Telefon")
        VISIT = "visit", _("bei einem Besuch")
        PARTNER = "partner", _("vom Partner selbst bestätigt")
        DOCUMENT = "document", _("anhand der Quelle")

    offer = models.ForeignKey(
        "directory.Offer",
        on_delete=models.CASCADE,
        related_name="verifications",
        verbose_name=_("Angebot"),
    )
    checked_on = models.DateField(_("Geprüft am"), default=timezone.localdate)
    holds_until = models.DateField(_("Gilt bis"))
    way = models.CharField(_("Wie"), max_length=12, choices=Way.choices)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Geprüft von"),
    )
    note = models.CharField(_("Bemerkung"), max_length=300, blank=True)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Prüfung")
        verbose_name_plural = _("Prüfungen")
        ordering = ["-checked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(holds_until__gte=F("checked_on")),
                name="verification_holds_after_the_check",
            ),
            models.CheckConstraint(
                condition=Q(way__in=["phone", "visit", "partner", "document"]),
                name="verification_way_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}, {self.checked_on:%d.%m.%Y}"

    @property
    def is_overdue(self) -> bool:
        """Whether the check no longer holds today."""
        return self.holds_until < timezone.localdate()

    def clean(self) -> None:
        """Refuse a check in the future, and one that ends before it was made."""
        super().clean()
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": _("Dieser Tag liegt in der Zukunft.")})
        if self.checked_on and self.holds_until and self.holds_until < self.checked_on:
            raise ValidationError({"holds_until": _("Das liegt vor dem Tag der Prüfung.")})
