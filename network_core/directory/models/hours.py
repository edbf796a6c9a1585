"""When an offer is open, in the structure of schema.org's OpeningHoursSpecification."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class OpeningHours(Orderable):
    """One span of opening, or (without times) a closure.

    With a weekday it holds every week, within `valid_from` and `valid_through` if these are set.
    Rows with a period are exceptions: on their days they replace the rows without one, as
    schema.org has it.
    """

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Montag")
        TUESDAY = 1, _("Dienstag")
        WEDNESDAY = 2, _("Mittwoch")
        THURSDAY = 3, _("Donnerstag")
        FRIDAY = 4, _("Freitag")
        SATURDAY = 5, _("Samstag")
        SUNDAY = 6, _("Sonntag")

    offer = ParentalKey("directory.Offer", on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(
        _("Wochentag"),
        choices=Weekday.choices,
        null=True,
        blank=True,
        help_text=_("Leer: an jedem Tag des Zeitraums."),
    )
    opens = models.TimeField(_("Öffnet"), null=True, blank=True)
    closes = models.TimeField(_("Schließt"), null=True, blank=True)
    valid_from = models.DateField(_("Gilt ab"), null=True, blank=True)
    valid_through = models.DateField(_("Gilt bis"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("Öffnungszeit")
        verbose_name_plural = _("Öffnungszeiten")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, opens__lt=F("closes")),
                name="hours_open_before_they_close",
            ),
            models.CheckConstraint(
                condition=Q(weekday__isnull=True) | Q(weekday__lte=6),
                name="hours_weekday_exists",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_through__isnull=True)
                | Q(valid_through__gte=F("valid_from")),
                name="hours_period_is_not_backwards",
            ),
            models.CheckConstraint(
                condition=Q(weekday__isnull=False) | Q(valid_from__isnull=False),
                name="hours_have_a_day",
            ),
        ]

    def __str__(self) -> str:
        day = self.get_weekday_display() or str(self.valid_from)
        times = f"{self.opens:%H:%M}–{self.closes:%H:%M}" if self.opens and self.closes else "–"
        return f"{day} {times}"

    @property
    def is_exception(self) -> bool:
        """Whether this row holds for a period only and replaces the weekly hours in it."""
        return self.valid_from is not None or self.valid_through is not None

    @property
    def is_closure(self) -> bool:
        """Whether this row says that it is closed."""
        return self.opens is None

    def clean(self) -> None:
        """Say in words what the constraints of the database would refuse."""
        super().clean()
        if (self.opens is None) != (self.closes is None):
            raise ValidationError(_("Bitte beide Zeiten angeben oder keine (dann: geschlossen)."))
        if self.opens and self.closes and self.opens >= self.closes:
            raise ValidationError(
                {
                    "closes": _(
                        "Das Ende muss nach dem Anfang liegen. Über Mitternacht: zwei Zeilen."
                    )
                }
            )
        if self.weekday is None and self.valid_from is None:
            raise ValidationError(_("Bitte einen Wochentag oder einen Zeitraum angeben."))
        if self.valid_from and self.valid_through and self.valid_through < self.valid_from:
            raise ValidationError({"valid_through": _("Der Zeitraum endet vor seinem Anfang.")})
