"""What the umbrella announces, and who has read it."""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.tenancy.models import User

KEPT = timedelta(days=365)


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Ways to find announcements."""

    def current(self) -> Self:
        """Those whose time is now."""
        today = timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today)

    def unread_by(self, user: User) -> Self:
        """Those that the person has not marked as read."""
        return self.exclude(readings__user=user)

    def over(self) -> Self:
        """Those that ended so long ago that nobody asks for them or their readers any more."""
        return self.filter(until__lt=timezone.localdate() - KEPT)


class Announcement(models.Model):
    """What the umbrella tells the coordinators of all networks on the home of their admin."""

    title = models.CharField(_("Titel"), max_length=120)
    text = models.TextField(
        _("Text"),
        max_length=2000,
        help_text=_("Absätze und Adressen von Websites bleiben erhalten."),
    )
    since = models.DateField(_("Zu sehen ab"), default=timezone.localdate)
    until = models.DateField(
        _("Zu sehen bis"), null=True, blank=True, help_text=_("Leer: bis Sie es beenden.")
    )

    objects: ClassVar = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ankündigung")
        verbose_name_plural = _("Ankündigungen")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="announcement_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse an end before the beginning."""
        super().clean()
        if self.until and self.since and self.until < self.since:
            raise ValidationError({"until": _("Das liegt vor dem Beginn.")})


class AnnouncementReading(models.Model):
    """That a person has read an announcement; deleted with it."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="readings"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Lesevermerk")
        verbose_name_plural = _("Lesevermerke")
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "user"], name="announcement_read_once_by_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.announcement}: {self.user}"
