"""The single times of events, kept as rows so that lists can be cut into pages."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network_core.events.queries import OccurrenceQuerySet
from network_core.events.timing import Span

if TYPE_CHECKING:
    from network_core.events.models.event import Event


class Occurrence(models.Model):
    """One time of an event. `Event.save()` writes these rows; nobody edits them."""

    event: "models.ForeignKey[Event, Event]" = models.ForeignKey(
        "events.Event", on_delete=models.CASCADE, related_name="occurrences", editable=False
    )
    event.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    begin = models.DateTimeField(_("Beginn"))
    end = models.DateTimeField(_("Ende"))

    objects: ClassVar = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Termin")
        verbose_name_plural = _("Termine")
        ordering = ["begin", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "begin"], name="occurrence_begins_once"),
            models.CheckConstraint(
                condition=Q(end__gte=F("begin")), name="occurrence_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(fields=["end"], name="occurrence_end"),
            models.Index(fields=["event", "end"], name="occurrence_of_event"),
        ]

    def __str__(self) -> str:
        return self.when

    @property
    def span(self) -> Span:
        """Its begin and end."""
        return Span(self.begin, self.end)

    @property
    def when(self) -> str:
        """Its begin and end in words, as exactly as they are known."""
        return self.span.in_words(self.event.precision)

    @property
    def machine_readable(self) -> str:
        """Its begin for a `time` element."""
        return self.span.machine_readable(self.event.precision)
