"""What the public sees of the work of networks together."""

from datetime import date
from typing import Any, Self

from django.db.models import F, Prefetch, Q
from django.utils import timezone

from network_core.networks.models import Network
from network_core.networks.openness import of_open_network, seen_on
from network_core.words.models import WordsQuerySet


class AllianceQuerySet(WordsQuerySet):
    """Groups, agreements and positions: each belongs to one network."""

    def public(self) -> Self:
        """Records that are live, of open networks."""
        return self.filter(of_open_network("network"), live=True)

    def public_on(self, site: Network) -> Self:
        """The same on the site of one network; on a closed one its team sees its own, too."""
        return self.filter(seen_on(site, "network"), live=True)

    def of(self, network: Network) -> Self:
        """Records that `network` looks after."""
        return self.filter(network=network)

    def shown_by(self, network: Network) -> Self:
        """Public records in the lists of one network; the umbrella shows those of all."""
        public = self.public_on(network)
        return public if network.is_umbrella else public.of(network)

    def for_cards(self) -> Self:
        """Everything that a card in a list shows, in a fixed number of queries."""
        return self.select_related("network__site")

    def for_page(self) -> Self:
        """Everything that the record's own page shows, in a fixed number of queries."""
        return self.for_cards()


class WorkingGroupQuerySet(AllianceQuerySet):
    """Ways to find working groups."""

    def in_order(self) -> Self:
        """Groups that work first, then those that have ended; by name."""
        return self.order_by(F("until").asc(nulls_first=True), "name", "pk")

    def for_page(self) -> Self:
        """With the members."""
        return self.for_cards().prefetch_related("members__partner")


class MeetingQuerySet(WordsQuerySet):
    """Ways to find meetings."""

    def public(self) -> Self:
        """Meetings that are published, of groups that are."""
        return self.filter(live=True, group__live=True)

    def newest_first(self) -> Self:
        """The latest meeting first."""
        return self.order_by("-date", "-pk").select_related("document")


class AgreementQuerySet(AllianceQuerySet):
    """Ways to find agreements."""

    def in_order(self) -> Self:
        """The latest signature first, those without one before all."""
        return self.order_by(F("signed_on").desc(nulls_first=True), "title", "pk")

    def for_cards(self) -> Self:
        """With the names of the parties."""
        return super().for_cards().prefetch_related("parties__partner")

    def for_page(self) -> Self:
        """With the parties and their tasks in the active language."""
        party: Any = self.model._meta.get_field("parties").related_model
        parties = party.objects.select_related("partner").with_words()
        return self.select_related("network__site", "document").prefetch_related(
            Prefetch("parties", parties)
        )


class PositionQuerySet(AllianceQuerySet):
    """Ways to find positions."""

    def shown_by(self, network: Network) -> Self:
        """Public positions of the network and those that it has signed; the umbrella: all."""
        if network.is_umbrella:
            return self.public()
        signature: Any = self.model._meta.get_field("signatures").related_model
        signed = signature.objects.filter(network=network)
        own_or_signed = Q(network=network) | Q(pk__in=signed.values("position"))
        return self.public_on(network).filter(own_or_signed)

    def in_order(self) -> Self:
        """The latest first, planned ones without a date before all."""
        return self.order_by(F("date").desc(nulls_first=True), "title", "pk")

    def for_page(self) -> Self:
        """With the document and the networks that have signed."""
        return self.select_related("network__site", "document").prefetch_related(
            "signatures__network__site"
        )


class AwardQuerySet(WordsQuerySet):
    """Ways to find networks of the month."""

    def shown(self, on: date | None = None) -> Self:
        """Those whose month has begun on the day `on` (default: today), the latest first."""
        day = on or timezone.localdate()
        return (
            self.filter(month__lte=day.replace(day=1))
            .order_by("-month")
            .select_related("network__site")
        )

    def badge_for(self, network: Network) -> Any:
        """The latest award of `network`, for the umbrella that of all; or None. One query."""
        if network.is_umbrella:
            awards = self.shown().filter(of_open_network("network"))
        else:
            awards = self.shown().filter(network=network)
        return awards.with_words().first()
