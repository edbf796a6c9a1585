"""What takes place when, where, for whom, and how to take part."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from network_core.directory.models import Partner
from network_core.directory.models.offer import TEXT_FEATURES
from network_core.directory.models.record import SharedRecord
from network_core.events.models.co_host import CoHost
from network_core.events.queries import EventQuerySet
from network_core.events.recurrence import (
    LONGEST,
    MOST,
    Repeats,
    expand,
    is_last_of_its_kind,
    is_too_often,
    rule_in_words,
    rule_of,
)
from network_core.events.timing import Precision, Span, local
from network_core.networks.models import Network
from network_core.words.models import TextRow

EVENT_SECTION = "veranstaltungen"
SHOWN_DATES = 10


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
    accessibility_note = models.TextField(
        _("Barrierefreiheit des Ortes"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Zum Beispiel: Zugang ohne Stufen, Aufzug, Toilette für Rollstuhlfahrende, "
            "Dolmetschen in Gebärdensprache."
        ),
    )
    childcare_note = models.TextField(
        _("Kinderbetreuung"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Für welches Alter, und muss man sie anmelden? Oder: „Kinder willkommen“."),
    )
    documentation = RichTextField(
        _("Rückblick"),
        features=TEXT_FEATURES,
        blank=True,
        default="",
        db_default="",
        help_text=_("Was danach festzuhalten ist: Ergebnisse, Verabredungen, Eindrücke."),
    )

    class Meta:
        abstract = True


class Event(SharedRecord, EventWords):
    """Something that takes place, once or again and again, announced by one network."""

    section = EVENT_SECTION
    preview_template = "sites/event.html"
    word_fields = (
        "title",
        "summary",
        "description",
        "audience",
        "cost_note",
        "registration_note",
        "accessibility_note",
        "childcare_note",
        "documentation",
    )
    Precision = Precision
    Repeats = Repeats

    # An event belongs to a network outright: nobody else writes it or proposes changes to it.
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="events", verbose_name=_("Netzwerk")
    )
    host_networks = ParentalManyToManyField(
        Network,
        blank=True,
        related_name="hosted_events",
        verbose_name=_("Gemeinsam mit diesen Netzwerken"),
        help_text=_(
            "Sie werden beim Veröffentlichen gefragt. Sagen sie zu, steht die Veranstaltung auch "
            "in ihren Kalendern."
        ),
    )
    begin = models.DateTimeField(_("Beginn"))
    end = models.DateTimeField(
        _("Ende"), help_text=_("Bei einer Reihe: das Ende des ersten Termins.")
    )
    precision = models.CharField(
        _("Genau bekannt"),
        max_length=5,
        choices=Precision.choices,
        default=Precision.TIME,
        help_text=_("Von manchem vergangenen Treffen ist nur der Tag oder der Monat bekannt."),
    )
    repeats = models.CharField(
        _("Wiederholung"),
        max_length=15,
        choices=Repeats.choices,
        default=Repeats.ONCE,
        db_default=Repeats.ONCE.value,
        help_text=_("Wochentag und Tag im Monat sind die des ersten Termins."),
    )
    repeats_until = models.DateField(
        _("Wiederholen bis"),
        null=True,
        blank=True,
        help_text=_("Der letzte Tag, an dem ein Termin sein kann. Höchstens fünf Jahre."),
    )
    is_cancelled = models.BooleanField(
        _("Abgesagt"),
        default=False,
        db_default=False,
        help_text=_("Die Veranstaltung bleibt sichtbar und wird als abgesagt gekennzeichnet."),
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
    contact_name = models.CharField(
        _("Ansprechperson oder Stelle"), max_length=200, blank=True, default="", db_default=""
    )
    contact_phone = models.CharField(
        _("Telefon"), max_length=60, blank=True, default="", db_default=""
    )
    contact_email = models.EmailField(_("E-Mail"), blank=True, default="", db_default="")
    hosts = ParentalManyToManyField(
        Partner, blank=True, related_name="events", verbose_name=_("Veranstaltet von")
    )
    # What calendars know the event by, whatever becomes of its address.
    uid = models.UUIDField(default=uuid.uuid4, null=True, editable=False)

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
            models.CheckConstraint(
                condition=Q(repeats="once", repeats_until__isnull=True)
                | Q(repeats__in=[r for r in Repeats.values if r != "once"])
                & Q(repeats_until__isnull=False),
                name="event_repeats_until_a_day",
                violation_error_message=_("Eine Reihe braucht einen letzten Tag."),
            ),
        ]
        indexes = [models.Index(fields=["end"], name="event_end")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save the event, and the single times at which it takes place."""
        with transaction.atomic():
            super().save(*args, update_fields=update_fields, **kwargs)
            if update_fields is None:
                self._write_occurrences()

    @property
    def steward(self) -> Network:  # type: ignore[override]
        """The network that looks after the record and has its canonical address."""
        return self.network

    @property
    def steward_id(self) -> int:  # type: ignore[override]
        """The id of that network."""
        return self.network_id

    def clean(self) -> None:
        """Refuse an event that ends before it begins, never happens, or that nobody could find."""
        super().clean()
        if self.begin and self.end and self.end < self.begin:
            raise ValidationError({"end": _("Das Ende liegt vor dem Beginn.")})
        self._check_repetition()
        if not (self.place_name or self.is_online or self.place_to_be_announced):
            raise ValidationError(
                {
                    "place_name": _(
                        "Bitte einen Ort nennen oder ankreuzen: online, oder „wird noch bekannt "
                        "gegeben“."
                    )
                }
            )

    def _check_repetition(self) -> None:
        """Say in words what makes no series."""
        if self.repeats == Repeats.ONCE:
            if self.repeats_until:
                raise ValidationError(
                    {"repeats": _("Bitte wählen, wie oft sich die Veranstaltung wiederholt.")}
                )
            return
        if not self.repeats_until:
            raise ValidationError({"repeats_until": _("Bis wann soll sie sich wiederholen?")})
        if not self.begin or not self.end or self.repeats not in Repeats.values:
            return
        first = local(self.begin).date()
        if self.precision == Precision.MONTH:
            raise ValidationError(
                {"precision": _("Eine Reihe braucht mindestens den Tag des ersten Termins.")}
            )
        if self.repeats_until < first:
            raise ValidationError(
                {"repeats_until": _("Der letzte Tag liegt vor dem ersten Termin.")}
            )
        if self.repeats_until - first > LONGEST:
            raise ValidationError(
                {"repeats_until": _("Bitte höchstens fünf Jahre; danach lässt es sich verlängern.")}
            )
        if self.repeats == Repeats.MONTHLY_LAST and not is_last_of_its_kind(first):
            raise ValidationError(
                {"repeats": _("Der erste Termin ist nicht der letzte dieses Wochentags im Monat.")}
            )
        if is_too_often(self.first_span, self.rule, self.repeats_until):
            raise ValidationError(
                {"repeats_until": _("Das sind mehr als %s Termine.") % MOST},
            )
        if not self.spans():
            raise ValidationError(
                {"repeats": _("An allen Tagen der Reihe ist eingetragen, dass nichts stattfindet.")}
            )

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """A version of the event; calendars know it by the same name whichever is published."""
        version: Self = super().with_content_json(content)
        version.uid = self.uid
        return version

    def _write_occurrences(self) -> None:
        """Make the rows of single times those of the event, touching only what differs."""
        wanted = set(self.spans())
        stored = {row.span: row.pk for row in self.occurrences.all()}
        if gone := [pk for span, pk in stored.items() if span not in wanted]:
            self.occurrences.filter(pk__in=gone).delete()
        self.occurrences.bulk_create(
            self.occurrences.model(event=self, begin=span.begin, end=span.end)
            for span in sorted(wanted - stored.keys())
        )

    @property
    def is_series(self) -> bool:
        """Whether the event takes place more than once."""
        return self.repeats != Repeats.ONCE and self.repeats_until is not None

    @property
    def first_span(self) -> Span:
        """The time that was entered: for a series the first one, even if it is called off."""
        return Span(self.begin, self.end)

    @property
    def rule(self) -> str:
        """The RRULE without its end; empty for what takes place once."""
        return rule_of(self.repeats, local(self.begin).date())

    @property
    def days_without(self) -> list[Any]:
        """The days on which a series does not take place, in order."""
        return sorted(off.day for off in self.days_off.all() if off.day)

    def spans(self) -> list[Span]:
        """All times at which the event takes place, in order."""
        if not self.is_series or self.repeats_until is None:
            return [self.first_span]
        return expand(self.first_span, self.rule, self.repeats_until, self.days_without)

    def coming_spans(self) -> list[Span]:
        """The next times of a series, as many as a page shows."""
        now = timezone.now()
        return [span for span in self.spans() if span.end >= now][:SHOWN_DATES]

    def coming_dates(self) -> list[str]:
        """The next times of a series, in words."""
        return [span.in_words(self.precision) for span in self.coming_spans()]

    @property
    def shown_span(self) -> Span:
        """The time to show first: the one that a list looks for, the next one, or the last one."""
        if begin := getattr(self, "shown_begin", None):
            return Span(begin, self.shown_end)
        if not self.is_series:
            return self.first_span
        spans, now = self.spans(), timezone.now()
        return next((span for span in spans if span.end >= now), (spans or [self.first_span])[-1])

    @property
    def is_past(self) -> bool:
        """Whether the event is over, with all its times."""
        return self.shown_span.end < timezone.now()

    @property
    def when(self) -> str:
        """The shown time in words, as exactly as it is known."""
        return self.shown_span.in_words(self.precision)

    @property
    def machine_readable(self) -> str:
        """The begin of the shown time for a `time` element."""
        return self.shown_span.machine_readable(self.precision)

    @property
    def repetition(self) -> str:
        """How the event repeats, in words; empty for what takes place once."""
        if not self.is_series or self.repeats_until is None:
            return ""
        return rule_in_words(self.repeats, local(self.begin).date(), self.repeats_until)

    @property
    def is_one_day(self) -> bool:
        """Whether begin and end are on the same day, local time."""
        return local(self.begin).date() == local(self.end).date()

    @property
    def live_hosts(self) -> list[Partner]:
        """The partners that host the event, as far as they are public."""
        return [partner for partner in self.hosts.all() if partner.live]

    @property
    def networks(self) -> list[Network]:
        """The networks that host the event: the one that announces it, then those that accepted."""
        others = self.co_hosts.all() if self.pk else []
        accepted = [
            each.network
            for each in others
            if each.status == CoHost.Status.ACCEPTED and each.network_id != self.network_id
        ]
        accepted.sort(key=lambda network: network.name)
        return [self.network, *accepted] if self.network_id else accepted

    @property
    def ics_path(self) -> str:
        """The path of the calendar entry in the active language."""
        return f"{self.get_path()}termin.ics"


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
