"""What was counted on which day, and what happened then."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from network_core.networks.models import Network


class Snapshot(models.Model):
    """One figure of one network on one day; kept as long as the network is there.

    There is a row without a value where there was nothing to say, so that „nothing to say“ and
    „not counted on that day“ stay apart. Nothing personal is in it.
    """

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="snapshots", verbose_name=_("Netzwerk")
    )
    figure = models.CharField(_("Kennzahl"), max_length=120)
    day = models.DateField(_("Datum"))
    value = models.FloatField(_("Wert"), null=True)

    objects: ClassVar[models.Manager["Snapshot"]] = models.Manager()

    class Meta:
        verbose_name = _("Tagesstand")
        verbose_name_plural = _("Tagesstände")
        ordering = ["network", "figure", "day"]
        constraints = [
            # Its index is the one by which a series is read: the days of a network's figure.
            models.UniqueConstraint(fields=["network", "figure", "day"], name="one_snapshot_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.day:%Y-%m-%d}"


class Milestone(models.Model):
    """What happened on a day and may explain a line: in one network, or in all of them."""

    day = models.DateField(_("Datum"))
    network = models.ForeignKey(
        Network,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("Netzwerk"),
        help_text=_("Ohne Angabe gilt das Ereignis für alle Netzwerke."),
    )
    text = models.CharField(
        _("Was geschehen ist"),
        max_length=120,
        help_text=_(
            "Zum Beispiel „Neue Koordination“. Bitte keine Namen von Personen. Unterschriebene "
            "Vereinbarungen erscheinen von selbst."
        ),
    )

    objects: ClassVar[models.Manager["Milestone"]] = models.Manager()

    class Meta:
        verbose_name = _("Ereignis im Verlauf")
        verbose_name_plural = _("Ereignisse im Verlauf")
        ordering = ["-day", "pk"]
        indexes = [models.Index(fields=["day"], name="milestone_day")]

    def __str__(self) -> str:
        return self.text
