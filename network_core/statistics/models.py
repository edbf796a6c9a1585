"""The counts. A row says how often, on which day or in which month, and nothing about anybody."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MAX_KEY = 200


class Count(models.Model):
    """What counts of a day and of a month have in common."""

    network = models.ForeignKey(
        "networks.Network",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("Netzwerk"),
    )
    kind = models.CharField(_("Art"), max_length=40)
    key = models.CharField(_("Schlüssel"), max_length=MAX_KEY, blank=True)
    language = models.CharField(_("Sprache"), max_length=15, blank=True)
    count = models.PositiveBigIntegerField(_("Anzahl"))

    class Meta:
        abstract = True


class DailyCount(Count):
    """How often something happened on one day."""

    day = models.DateField(pgettext_lazy("calendar", "Tag"))

    objects: ClassVar[models.Manager["DailyCount"]] = models.Manager()

    class Meta:
        verbose_name = _("Tageszahl")
        verbose_name_plural = _("Tageszahlen")
        default_permissions = ("view",)
        ordering = ["-day", "kind", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "network", "kind", "key", "language"], name="one_count_per_day"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="daily_count_is_positive"),
        ]
        indexes = [models.Index(fields=["kind", "day"], name="statistics_day_by_kind")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.key}: {self.count}"


class MonthlyCount(Count):
    """How often something happened in one month; `month` is its first day."""

    month = models.DateField(_("Monat"))

    objects: ClassVar[models.Manager["MonthlyCount"]] = models.Manager()

    class Meta:
        verbose_name = _("Monatszahl")
        verbose_name_plural = _("Monatszahlen")
        default_permissions = ("view",)
        ordering = ["-month", "kind", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "network", "kind", "key", "language"], name="one_count_per_month"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="monthly_count_is_positive"),
        ]
        indexes = [models.Index(fields=["kind", "month"], name="statistics_month_by_kind")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind} {self.key}: {self.count}"
