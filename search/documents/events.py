"""Events in search, those to come and those that were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from network_core.events.models import CoHost, Event, EventText
from network_core.networks.openness import of_open_network
from search.documents.base import Draft, HitContext, holding, plain, stands_for
from search.documents.records import RecordSource
from search.engines.base import IndexDocument


class EventSource(RecordSource):
    """One document per language in which an event has words."""

    type = "event"
    label = _("Veranstaltung")
    model = Event
    steward = "network_id"

    def pks(self) -> Iterable[int]:
        """All events."""
        return Event.objects.order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, pks: Sequence[int]) -> Iterator[tuple[int, tuple[IndexDocument, ...]]]:
        """The documents of those events that are live."""
        events = (
            Event.objects.public()
            .filter(pk__in=pks)
            .select_related("network")
            .prefetch_related(
                "hosts",
                Prefetch(
                    "co_hosts",
                    CoHost.objects.accepted()
                    .filter(of_open_network("network"))
                    .select_related("network"),
                ),
                Prefetch(
                    "texts",
                    EventText.objects.filter(live=True).select_related("locale"),
                    to_attr="live_texts",
                ),
            )
        )
        for event in events:
            yield event.pk, tuple(self._documents(event))

    def _documents(self, event: Event) -> Iterator[IndexDocument]:
        hosts = [partner.name for partner in event.live_hosts]
        hosts += [network.name for network in event.networks[1:]]
        readings = {text.locale.language_code: text for text in event.live_texts}
        readings["de"] = event
        for language, words in readings.items():
            yield Draft(
                type=self.type,
                pk=event.pk,
                language=language,
                stands_for=stands_for(language, readings),
                title=words.title,
                lead=words.summary,
                mentions=[*hosts, event.place_name],
                body=[
                    plain(words.description),
                    words.audience,
                    words.cost_note,
                    words.registration_note,
                    words.accessibility_note,
                    words.childcare_note,
                    plain(words.documentation),
                    event.repetition,
                    event.place_address,
                    event.contact_name,
                ],
                facets={"network": [network.slug for network in event.networks]},
            ).build()

    def named(self, words: Sequence[str], limit: int) -> list[int]:
        """Public ones by title and summary."""
        found = holding(Event.objects.public(), ["title", "summary"], words)
        return list(found.order_by("pk").values_list("pk", flat=True)[:limit])

    def shown(self, pks: Sequence[int], context: HitContext) -> QuerySet:
        """Live events; every network's site shows them inside its own frame."""
        return Event.objects.public().filter(pk__in=pks)
