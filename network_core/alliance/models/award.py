"""The network of the month, elected by the umbrella."""

from collections.abc import Collection
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from network_core.alliance.queries import AwardQuerySet
from network_core.networks.models import Network
from network_core.words.models import TextRow, Worded


class AwardWords(models.Model):
    """Why the network was elected, per language."""

    reason = models.TextField(
        _("Warum dieses Netzwerk"),
        blank=True,
        help_text=_("Ein bis drei Sätze, die auch auf der Website des Netzwerks stehen."),
    )

    class Meta:
        abstract = True


class NetworkOfTheMonth(RevisionMixin, Worded, AwardWords):
    """One month and its network. Public from the first of that month on."""

    word_fields = ("reason",)

    month = models.DateField(
        _("Monat"),
        unique=True,
        help_text=_("Der Erste des Monats. Öffentlich, sobald der Monat beginnt."),
        error_messages={"unique": _("Für diesen Monat ist schon ein Netzwerk gewählt.")},
    )
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="awards", verbose_name=_("Netzwerk")
    )

    objects: ClassVar = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("Netzwerk des Monats")
        verbose_name_plural = _("Netzwerke des Monats")
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="award_month_is_its_first_day",
                violation_error_message=_("Bitte den Ersten des Monats eintragen."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.month_in_words}: {self.network}"

    @property
    def month_in_words(self) -> str:
        """The month, such as „Dezember 2012“."""
        return date_format(self.month, "F Y")

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Whichever day of the month was entered, the first one stands for it."""
        super().clean_fields(exclude)
        if self.month:
            self.month = self.month.replace(day=1)


class NetworkOfTheMonthText(TextRow, AwardWords):
    """The reason in one language."""

    record = models.ForeignKey(
        NetworkOfTheMonth, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Netzwerk des Monats in einer Sprache")
        verbose_name_plural = _("Netzwerke des Monats in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="award_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} ({self.locale})"
