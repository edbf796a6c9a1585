"""Which events the public sees, and in which order."""

from datetime import datetime
from typing import Self

from django.utils import timezone

from network_core.networks.models import Network
from network_core.words.models import WordsQuerySet


class EventQuerySet(WordsQuerySet):
    """Ways to find events."""

    def public(self) -> Self:
        """Events that are live."""
        return self.filter(live=True)

    def upcoming(self, now: datetime | None = None) -> Self:
        """Events that are not over at `now`, the next one first."""
        return self.filter(end__gte=now or timezone.now()).order_by("begin", "pk")

    def past(self, now: datetime | None = None) -> Self:
        """Events that are over at `now`, the latest one first."""
        return self.filter(end__lt=now or timezone.now()).order_by("-begin", "-pk")

    def of(self, network: Network) -> Self:
        """Events that `network` announces."""
        return self.filter(network=network)

    def shown_by(self, network: Network) -> Self:
        """Public events of the calendar of one network; the umbrella shows those of all."""
        return self.public() if network.is_umbrella else self.public().of(network)

    def for_cards(self) -> Self:
        """Everything that a card in a list shows, in a fixed number of queries."""
        return self.select_related("network__site").prefetch_related("hosts")
