"""What groups, agreements and positions have in common."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network_core.directory.models.record import SharedRecord
from network_core.networks.models import Network

ALLIANCE_SECTION = "zusammenarbeit"


class Precision(models.TextChoices):
    """How exactly a day is known."""

    DAY = "day", _("der Tag")
    MONTH = "month", _("nur der Monat")


def precision_field() -> models.CharField:
    """The field beside a date that says how exactly it is known."""
    return models.CharField(
        _("Genau bekannt"),
        max_length=5,
        choices=Precision.choices,
        default=Precision.DAY,
        help_text=_("Ist nur der Monat bekannt, steht der Erste für ihn."),
    )


def day_in_words(day: date | None, precision: str) -> str:
    """The day, or its month where no more is known; an empty string without a day."""
    if day is None:
        return ""
    return date_format(day, "F Y" if precision == Precision.MONTH else "DATE_FORMAT")


def lines_of(text: str) -> list[str]:
    """The lines of `text` that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class AllianceRecord(SharedRecord):
    """A record with a page of its own that belongs to one network outright."""

    network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("Netzwerk"),
    )

    class Meta:
        abstract = True

    @property
    def steward(self) -> Network:  # type: ignore[override]
        """The network that looks after the record and has its canonical address."""
        return self.network

    @property
    def steward_id(self) -> int:  # type: ignore[override]
        """The id of that network."""
        return self.network_id

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """The templates of all kinds of records know them by one name."""
        return super().get_preview_context(request, mode_name) | {"record": self}
