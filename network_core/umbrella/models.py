"""What networks and the umbrella say about the comparison; the figures themselves are counted."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from network_core.networks.models import Network
from network_core.umbrella.reports.models import SentReport, UnwantedReport
from network_core.umbrella.trend.models import Milestone, Snapshot

__all__ = [
    "ComparisonProfile",
    "Milestone",
    "ReferenceGroup",
    "SentReport",
    "Snapshot",
    "Threshold",
    "UnwantedReport",
]

FIRST_YEAR, LAST_YEAR = 1990, 2100


class ComparisonProfile(ClusterableModel):
    """What a network says for the comparison: since when it works, who may see its figures."""

    class SeenBy(models.TextChoices):
        UMBRELLA = "umbrella", _("nur die Bundesebene")
        NETWORKS = "networks", _("auch die anderen Netzwerke")
        PUBLIC = "public", _("alle: die unbedenklichen Zahlen auf der Website der Bundesebene")

    network = models.OneToOneField(
        Network,
        on_delete=models.CASCADE,
        related_name="comparison_profile",
        verbose_name=_("Netzwerk"),
    )
    active_since = models.DateField(
        _("Arbeitet seit"),
        null=True,
        blank=True,
        help_text=_("Junge Netzwerke lassen sich dann mit jungen vergleichen."),
    )
    seen_by = models.CharField(
        _("Unsere Zahlen sehen"),
        max_length=10,
        choices=SeenBy.choices,
        default=SeenBy.UMBRELLA,
        help_text=_(
            "Die Bundesebene sieht immer alle Zahlen, und in die Mittelwerte gehen sie immer ein."
        ),
    )

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Angaben zum Vergleich")
        verbose_name_plural = _("Angaben zum Vergleich")
        ordering = ["network", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_by__in=["umbrella", "networks", "public"]),
                name="comparison_is_seen_by_somebody_known",
            )
        ]

    def __str__(self) -> str:
        return str(self.network)

    def clean(self) -> None:
        """Refuse a network that has not begun."""
        super().clean()
        if self.active_since and self.active_since > timezone.localdate():
            raise ValidationError({"active_since": _("Dieser Tag liegt in der Zukunft.")})


class ReferenceGroup(models.Model):
    """How many people or families a network is there for, by whose count, in which year.

    Networks overlap, so these numbers are never summed up.
    """

    profile = ParentalKey(
        ComparisonProfile, on_delete=models.CASCADE, related_name="reference_groups"
    )
    label = models.CharField(
        _("Bezugsgruppe"),
        max_length=120,
        help_text=_("Zum Beispiel „Ein-Eltern-Familien mit Kindern unter 18 Jahren“."),
    )
    number = models.PositiveIntegerField(_("Anzahl"), validators=[MinValueValidator(1)])
    source = models.CharField(
        _("Quelle"), max_length=300, help_text=_("Wer hat gezählt? Zum Beispiel „Mikrozensus“.")
    )
    year = models.PositiveSmallIntegerField(
        _("Jahr"),
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        help_text=_("Gerechnet wird mit der Zahl des neuesten Jahres."),
    )

    objects: ClassVar[models.Manager["ReferenceGroup"]] = models.Manager()

    class Meta:
        verbose_name = _("Bezugsgruppe")
        verbose_name_plural = _("Bezugsgruppen")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "year"],
                name="one_reference_group_a_year",
                violation_error_message=_("Für dieses Jahr ist schon eine Zahl eingetragen."),
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="reference_group_has_members"),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.year})"

    def clean(self) -> None:
        """Refuse a count of the future."""
        super().clean()
        if self.year and self.year > date.today().year:  # noqa: DTZ011 - the year is enough
            raise ValidationError({"year": _("Dieses Jahr liegt in der Zukunft.")})


class Threshold(models.Model):
    """From which value on a figure is green, and from which it is red; yellow lies between."""

    figure = models.CharField(_("Kennzahl"), max_length=120, unique=True)
    good = models.FloatField(
        _("Grün ab"), help_text=_("In der Einheit der Kennzahl; Anteile in Prozent.")
    )
    poor = models.FloatField(
        _("Rot ab"), help_text=_("In der Einheit der Kennzahl; Anteile in Prozent.")
    )
    explanation = models.TextField(
        _("Warum diese Grenzen"),
        help_text=_("Das lesen alle, die eine Ampel sehen."),
    )

    objects: ClassVar[models.Manager["Threshold"]] = models.Manager()

    class Meta:
        verbose_name = _("Ampel")
        verbose_name_plural = _("Ampeln")
        ordering = ["figure"]

    def __str__(self) -> str:
        from network_core.umbrella.figures import find_figure

        figure = find_figure(self.figure)
        return str(figure.label) if figure else self.figure

    def clean(self) -> None:
        """Refuse limits that contradict the direction of the figure."""
        super().clean()
        from network_core.umbrella.figures import Better, find_figure

        figure = find_figure(self.figure)
        if figure is None:
            raise ValidationError({"figure": _("Diese Kennzahl gibt es nicht.")})
        if figure.better == Better.NEITHER:
            raise ValidationError(
                {"figure": _("Bei dieser Kennzahl ist mehr weder besser noch schlechter.")}
            )
        if self.good is None or self.poor is None:
            return
        if figure.better == Better.MORE and self.good <= self.poor:
            raise ValidationError(
                {"good": _("Hier ist mehr besser: „Grün ab“ muss über „Rot ab“ liegen.")}
            )
        if figure.better == Better.LESS and self.good >= self.poor:
            raise ValidationError(
                {"good": _("Hier ist weniger besser: „Grün ab“ muss unter „Rot ab“ liegen.")}
            )
