"""What belongs to an event in any number: days off, and what remains of it afterwards."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from network_core.events.models.event import Event


class EventDayOff(models.Model):
    """A day on which a repeated event does not take place."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="days_off")
    day = models.DateField(pgettext_lazy("calendar", "Tag"))

    class Meta:
        verbose_name = _("Tag ohne Termin")
        verbose_name_plural = _("Tage ohne Termin")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["event", "day"], name="day_off_once_per_event")
        ]

    def __str__(self) -> str:
        return self.day.isoformat() if self.day else ""


class EventFile(Orderable):
    """A file that documents an event: slides, minutes, a list of links."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(
        "media.File", on_delete=models.CASCADE, related_name="+", verbose_name=_("Dokument")
    )
    title = models.CharField(
        _("Titel"), max_length=200, blank=True, help_text=_("Leer: der Titel des Dokuments.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("Dokument der Veranstaltung")
        verbose_name_plural = _("Dokumente der Veranstaltung")

    def __str__(self) -> str:
        return self.title or self.file.title


class EventPicture(Orderable):
    """A picture of an event; its credit is kept with the picture."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(
        "media.Picture", on_delete=models.CASCADE, related_name="+", verbose_name=_("Bild")
    )
    alt = models.CharField(
        _("Beschreibung für alle, die das Bild nicht sehen"), max_length=300, blank=True
    )
    decorative = models.BooleanField(
        _("Nur Schmuck"),
        default=False,
        help_text=_("Das Bild sagt nichts, was im Text fehlt. Dann braucht es keine Beschreibung."),
    )
    caption = models.CharField(_("Bildunterschrift"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("Bild der Veranstaltung")
        verbose_name_plural = _("Bilder der Veranstaltung")

    def __str__(self) -> str:
        return self.alt or self.caption or self.picture.title

    def clean(self) -> None:
        """Ask for a description or the mark „Nur Schmuck“, not both, and for a credit."""
        super().clean()
        errors: dict[str, ValidationError] = {}
        if self.picture_id and not self.picture.credit.strip():
            errors["picture"] = ValidationError(
                _("Diesem Bild fehlt der Bildnachweis. Bitte beim Bild eintragen.")
            )
        described = bool(self.alt.strip())
        if not described and not self.decorative:
            errors["alt"] = ValidationError(
                _("Bitte das Bild beschreiben oder als Schmuck kennzeichnen.")
            )
        elif described and self.decorative:
            errors["alt"] = ValidationError(
                _("Ein Bild, das nur Schmuck ist, hat keine Beschreibung.")
            )
        if errors:
            raise ValidationError(errors)
