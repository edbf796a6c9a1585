"""What happened in a time: what the umbrella has entered, and agreements that were signed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network_core.alliance.models import Agreement
from network_core.umbrella.trend.models import Milestone

# More than that are no help in one drawing; the latest are shown.
MOST = 12


@dataclass(frozen=True)
class Happening:
    """One thing that happened; `network` is empty where it concerns all of them."""

    day: date
    day_in_words: str
    text: str
    network: str

    @property
    def in_words(self) -> str:
        """What happened, and where."""
        return f"{self.text} ({self.network})" if self.network else self.text


def happenings(networks: Collection[int], start: date, end: date) -> list[Happening]:
    """The latest of these networks and of all networks, in the order of their days; two queries.

    Only agreements that are public appear.
    """
    entered = Milestone.objects.filter(
        Q(network__in=networks) | Q(network=None), day__range=(start, end)
    )
    found = [
        Happening(
            row.day,
            date_format(row.day, "DATE_FORMAT"),
            row.text,
            row.network.short_name if row.network else "",
        )
        for row in entered.select_related("network").order_by("-day", "pk")[:MOST]
    ]
    signed = Agreement.objects.public().filter(
        Q(network__in=networks) | Q(network__is_umbrella=True), signed_on__range=(start, end)
    )
    for agreement in signed.select_related("network").order_by("-signed_on", "pk")[:MOST]:
        if agreement.signed_on:
            found.append(
                Happening(
                    agreement.signed_on,
                    agreement.signed,
                    _("Vereinbarung unterzeichnet: %(title)s") % {"title": agreement.title},
                    "" if agreement.network.is_umbrella else agreement.network.short_name,
                )
            )
    return sorted(found, key=lambda one: one.day)[-MOST:]
