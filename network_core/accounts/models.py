"""Failed log-ins, for as long as they count."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LoginAttempt(models.Model):
    """One log-in that failed, or that is just being tried.

    Names and places are kept as keyed hashes: they can be counted and cannot be read.
    """

    name = models.CharField(_("Wer"), max_length=64)
    place = models.CharField(_("Von wo"), max_length=64)
    at = models.DateTimeField(_("Zeitpunkt"), default=timezone.now)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Fehlgeschlagene Anmeldung")
        verbose_name_plural = _("Fehlgeschlagene Anmeldungen")
        indexes = [
            models.Index(fields=["name", "at"], name="attempts_by_name"),
            models.Index(fields=["place", "at"], name="attempts_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
