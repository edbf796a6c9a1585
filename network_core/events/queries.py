"""Which events the public sees, and in which order."""

from datetime import datetime, timedelta
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from network_core.networks.models import Network
from network_core.networks.openness import of_open_network, seen_on
from network_core.words.models import WordsQuerySet

FEED_LOOKS_BACK = timedelta(days=90)
FEED_LIMIT = 300


class EventQuerySet(WordsQuerySet):
    """Ways to find events."""

    def public(self) -> Self:
        """Events that are live, of open networks."""
        return self.filter(of_open_network("network"), live=True)

    def public_on(self, site: Network) -> Self:
        """The same on the site of one network; on a closed one its team sees its own, too."""
        return self.filter(seen_on(site, "network"), live=True)

    def upcoming(self, now: datetime | None = None) -> Self:
        """Events that are not over at `now`, the next one first.

        `when` of each is the next time at which it takes place.
        """
        coming = _times_of_event().filter(end__gte=now or timezone.now()).order_by("begin")
        return self._showing(coming).order_by("shown_begin", "pk")

    def past(self, now: datetime | None = None) -> Self:
        """Events that are over at `now`, the latest one first.

        `when` of each is the last time at which it took place.
        """
        times = _times_of_event()
        coming = times.filter(end__gte=now or timezone.now())
        return (
            self.filter(~Exists(coming))
            ._showing(times.order_by("-begin"))
            .order_by("-shown_begin", "-pk")
        )

    def _showing(self, times: models.QuerySet) -> Self:
        """Only events that have one of `times`, with the first of them to be shown."""
        return self.annotate(
            shown_begin=Subquery(times.values("begin")[:1]),
            shown_end=Subquery(times.values("end")[:1]),
        ).filter(shown_begin__isnull=False)

    def of(self, network: Network) -> Self:
        """Events that `network` announces."""
        return self.filter(network=network)

    def shown_by(self, network: Network) -> Self:
        """Public events of one network's calendar: its own, and those that it agreed to host.

        The umbrella shows those of all.
        """
        if network.is_umbrella:
            return self.public()
        co_hosts = apps.get_model("events", "CoHost").objects
        hosted = co_hosts.accepted().filter(event=OuterRef("pk"), network=network)
        return self.public_on(network).filter(Q(network=network) | Exists(hosted))

    def for_cards(self) -> Self:
        """Everything that a card in a list shows, in a fixed number of queries."""
        return self.select_related("network__site").prefetch_related("hosts")

    def for_page(self) -> Self:
        """Everything that an event's own page shows, in a fixed number of queries."""
        return self.for_cards().prefetch_related(
            "days_off",
            _accepted_co_hosts(),
            "files__file",
            "pictures__picture__renditions",
        )

    def for_feed(self, now: datetime | None = None) -> Self:
        """Coming events and those of the last weeks, with what a calendar entry says."""
        since = (now or timezone.now()) - FEED_LOOKS_BACK
        recent = _times_of_event().filter(end__gte=since)
        return (
            self.filter(Exists(recent))
            .select_related("network__site")
            .prefetch_related("days_off")
            .order_by("-begin", "-pk")[:FEED_LIMIT]
        )


def _accepted_co_hosts() -> Prefetch:
    accepted = apps.get_model("events", "CoHost").objects.accepted()
    accepted = accepted.filter(of_open_network("network"))
    return Prefetch("co_hosts", accepted.select_related("network__site"))


def _times_of_event() -> models.QuerySet:
    return apps.get_model("events", "Occurrence").objects.filter(event=OuterRef("pk"))


class OccurrenceQuerySet(models.QuerySet):
    """Ways to find the single times of events."""

    def shown_by(self, network: Network) -> Self:
        """The times of public events of the calendar of one network."""
        events = apps.get_model("events", "Event").objects.shown_by(network)
        return self.filter(event__in=events.order_by().values("pk"))

    def upcoming(self, now: datetime | None = None) -> Self:
        """Times that are not over at `now`, the next one first."""
        return self.filter(end__gte=now or timezone.now()).order_by("begin", "pk")

    def between(self, begin: datetime, end: datetime) -> Self:
        """Times that lie, at least in part, before `end` and not before `begin`."""
        return self.filter(Q(end__gt=begin) | Q(end=begin, begin=begin), begin__lt=end).order_by(
            "begin", "pk"
        )

    def for_cards(self) -> Self:
        """With their events, and everything that the cards of those show."""
        events = apps.get_model("events", "Event").objects.for_cards().with_words()
        return self.prefetch_related(Prefetch("event", events))
