"""Positions of networks, and the networks that sign them."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from network_core.alliance.models.record import (
    ALLIANCE_SECTION,
    AllianceRecord,
    day_in_words,
    lines_of,
    precision_field,
)
from network_core.alliance.queries import PositionQuerySet
from network_core.directory.models.offer import TEXT_FEATURES
from network_core.networks.models import Network
from network_core.words.models import TextRow

POSITIONS = "positionen"
DATE_NEEDED = _("Bitte sagen, wann das war. Es genügt der Monat.")


class PositionWords(models.Model):
    """The words of a position."""

    title = models.CharField(_("Titel"), max_length=200)
    summary = models.TextField(
        _("Kurz gesagt"), blank=True, help_text=_("Ein bis zwei Sätze in einfacher Sprache.")
    )
    description = RichTextField(_("Text"), features=TEXT_FEATURES, blank=True)
    demands = models.TextField(_("Forderungen"), blank=True, help_text=_("Eine pro Zeile."))
    addressees = models.TextField(
        _("An wen sie sich richtet"), blank=True, help_text=_("Eine Stelle pro Zeile.")
    )
    answer = RichTextField(_("Was geantwortet wurde"), features=TEXT_FEATURES, blank=True)

    class Meta:
        abstract = True

    @property
    def demand_list(self) -> list[str]:
        """The demands, one string each."""
        return lines_of(self.demands)

    @property
    def addressee_list(self) -> list[str]:
        """Those whom it is written to, one string each."""
        return lines_of(self.addressees)


class Position(AllianceRecord, PositionWords):
    """What a network says publicly on a question, and what it demands."""

    section = f"{ALLIANCE_SECTION}/{POSITIONS}"
    preview_template = "sites/alliance/position.html"
    word_fields = ("title", "summary", "description", "demands", "addressees", "answer")

    class State(models.TextChoices):
        PLANNED = "planned", _("geplant")
        PUBLISHED = "published", _("veröffentlicht")
        ANSWERED = "answered", _("beantwortet")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    state = models.CharField(
        _("Stand"), max_length=10, choices=State.choices, default=State.PLANNED
    )
    date = models.DateField(_("Datum"), null=True, blank=True)
    date_precision = precision_field()
    document = models.ForeignKey(
        "media.File",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Dokument"),
    )
    signing_networks = models.ManyToManyField(
        Network,
        through="alliance.Signature",
        related_name="signed_positions",
        verbose_name=_("Mitgezeichnet von"),
    )

    objects: ClassVar = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Position")
        verbose_name_plural = _("Positionen")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "published", "answered", "withdrawn"]),
                name="position_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(date_precision__in=["day", "month"]),
                name="position_precision_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="planned") | Q(date__isnull=False),
                name="position_that_is_out_has_a_date",
                violation_error_message=DATE_NEEDED,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a position that is out without a date, at the field that is missing."""
        super().clean()
        if self.state != self.State.PLANNED and self.date is None:
            raise ValidationError({"date": DATE_NEEDED})

    @property
    def when(self) -> str:
        """The date in words, as exactly as it is known."""
        return day_in_words(self.date, self.date_precision)

    @property
    def signers(self) -> list[Network]:
        """The networks that have signed and that visitors find, by name."""
        if not self.pk:
            return []
        networks = (signature.network for signature in self.signatures.all())
        return sorted((each for each in networks if each.is_open), key=lambda n: n.name)


class Signature(models.Model):
    """A network stands by another network's position. Only its own people can say so."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="signatures", verbose_name=_("Netzwerk")
    )
    position = models.ForeignKey(
        Position, on_delete=models.CASCADE, related_name="signatures", verbose_name=_("Position")
    )
    signed_on = models.DateField(_("Mitgezeichnet am"), default=timezone.localdate)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Mitzeichnung")
        verbose_name_plural = _("Mitzeichnungen")
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "position"],
                name="position_signed_once",
                violation_error_message=_("Ihr Netzwerk hat diese Position schon mitgezeichnet."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.position}"

    def clean(self) -> None:
        """Refuse the signature of the network that has written the position."""
        super().clean()
        if self.position_id and self.network_id and self.position.network_id == self.network_id:
            raise ValidationError(
                {"position": _("Die eigene Position muss ein Netzwerk nicht mitzeichnen.")}
            )


class PositionText(TextRow, PositionWords):
    """A position's words in one language."""

    record = models.ForeignKey(
        Position, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Position in einer Sprache")
        verbose_name_plural = _("Positionen in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="position_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.title
