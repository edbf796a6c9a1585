"""Events of networks: what takes place when, where, for whom, and how to take part."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from network_core.directory.models import Partner
from network_core.directory.models.offer import TEXT_FEATURES
from network_core.directory.models.record import SharedRecord
from network_core.events.queries import EventQuerySet
from network_core.networks.models import Network
from network_core.words.models import TextRow

EVENT_SECTION = "veranstaltungen"


class EventWords(models.Model):
    """The words of an event, in German on the event itself and per language in `EventText`."""

    title = models.CharField(_("Titel"), max_length=200)
    summary = models.TextField(
        _("Kurz gesagt"), blank=True, help_text=_("Ein bis zwei Sätze in einfacher Sprache.")
    )
    description = RichTextField(_("Beschreibung"), features=TEXT_FEATURES, blank=True)
    audience = models.CharField(_("Für wen"), max_length=300, blank=True)
    cost_note = models.CharField(_("Kosten"), max_length=300, blank=True)
    registration_note = models.CharField(
        _("Hinweis zur Anmeldung"),
        max_length=300,
        blank=True,
        help_text=_("Zum Beispiel „Anmeldung bis 3. Mai“ oder „ohne Anmeldung“."),
    )

    class Meta:
        abstract = True


class Event(SharedRecord, EventWords):
    """Something that takes place once, announced by one network."""

    section = EVENT_SECTION
    preview_template = "sites/event.html"
    word_fields = (
        "title",
        "summary",
        "description",
        "audience",
        "cost_note",
        "registration_note",
    )

    class Precision(models.TextChoices):
        TIME = "time", _("Tag und Uhrzeit")
        DAY = "day", _("nur der Tag")
        MONTH = "month", _("nur der Monat")

    # An event belongs to a network outright: nobody else writes it or proposes changes to it.
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="events", verbose_name=_("Netzwerk")
    )
    begin = models.DateTimeField(_("Beginn"))
    end = models.DateTimeField(_("Ende"))
    precision = models.CharField(
        _("Genau bekannt"),
        max_length=5,
        choices=Precision.choices,
        default=Precision.TIME,
        help_text=_("Von manchem vergangenen Treffen ist nur der Tag oder der Monat bekannt."),
    )
    place_name = models.CharField(_("Ort"), max_length=200, blank=True)
    place_address = models.CharField(_("Anschrift des Ortes"), max_length=300, blank=True)
    place_to_be_announced = models.BooleanField(_("Ort wird noch bekannt gegeben"), default=False)
    is_online = models.BooleanField(_("Online"), default=False)
    online_url = models.URLField(
        _("Adresse für die Teilnahme"),
        max_length=500,
        blank=True,
        help_text=_("Wird öffentlich gezeigt. Leer lassen, wenn sie nach der Anmeldung kommt."),
    )
    registration_url = models.URLField(_("Anmeldung auf einer Website"), max_length=500, blank=True)
    registration_email = models.EmailField(_("Anmeldung per E-Mail"), blank=True)
    hosts = ParentalManyToManyField(
        Partner, blank=True, related_name="events", verbose_name=_("Veranstaltet von")
    )

    objects: ClassVar = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("Veranstaltung")
        verbose_name_plural = _("Veranstaltungen")
        ordering = ["begin", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("begin")), name="event_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(precision__in=["time", "day", "month"]),
                name="event_precision_is_known",
            ),
        ]
        indexes = [models.Index(fields=["end"], name="event_end")]

    def __str__(self) -> str:
        return self.title

    @property
    def steward(self) -> Network:  # type: ignore[override]
        """The network that looks after the record and has its canonical address."""
        return self.network

    @property
    def steward_id(self) -> int:  # type: ignore[override]
        """The id of that network."""
        return self.network_id

    def clean(self) -> None:
        """Refuse an event that ends before it begins, or that nobody could find."""
        super().clean()
        if self.begin and self.end and self.end < self.begin:
            raise ValidationError({"end": _("Das Ende liegt vor dem Beginn.")})
        if not (self.place_name or self.is_online or self.place_to_be_announced):
            raise ValidationError(
                {
                    "place_name": _(
                        "Bitte einen Ort nennen oder ankreuzen: online, oder „wird noch bekannt "
                        "gegeben“."
                    )
                }
            )

    @property
    def is_past(self) -> bool:
        """Whether the event is over."""
        return self.end < timezone.now()

    @property
    def when(self) -> str:
        """Begin and end in words, as exactly as they are known."""
        begin, end = timezone.localtime(self.begin), timezone.localtime(self.end)
        if self.precision == self.Precision.MONTH:
            return date_format(begin, "F Y")
        first, last = date_format(begin, "DATE_FORMAT"), date_format(end, "DATE_FORMAT")
        if self.precision == self.Precision.DAY:
            return first if first == last else f"{first} – {last}"
        times = {"begin": date_format(begin, "TIME_FORMAT"), "end": date_format(end, "TIME_FORMAT")}
        if first == last:
            return _("%(day)s, %(begin)s bis %(end)s Uhr") % ({"day": first} | times)
        return _("%(first)s, %(begin)s Uhr bis %(last)s, %(end)s Uhr") % (
            {"first": first, "last": last} | times
        )

    @property
    def is_one_day(self) -> bool:
        """Whether begin and end are on the same day, local time."""
        return timezone.localdate(self.begin) == timezone.localdate(self.end)


class EventText(TextRow, EventWords):
    """An event's words in one language."""

    record = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Veranstaltung in einer Sprache")
        verbose_name_plural = _("Veranstaltungen in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="event_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.title
