"""What somebody can do who has found nothing: topics, people to talk to, the network itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network_core.directory.facets import topics_with_counts
from search.documents.base import HitContext


@dataclass(frozen=True, slots=True)
class Way:
    """One link."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One telephone number that costs nothing to call."""

    name: str | Promise
    number: str

    @property
    def dial(self) -> str:
        """The number as it is dialled."""
        return self.number.replace(" ", "")


# Operators' own pages: hilfetelefon.de, telefonseelsorge.de, nummergegenkummer.de; TKG § 164.
HOTLINES = (
    Line(_("Notruf bei Gefahr"), "112"),
    Line(_("Hilfetelefon Gewalt gegen Frauen"), "116 016"),
    Line(_("Telefonseelsorge"), "116 123"),
    Line(_("Elterntelefon"), "0800 111 0550"),
)


@dataclass(frozen=True, slots=True)
class WaysOn:
    """All of them, for one network and language."""

    topics: tuple[Way, ...]
    hotlines: tuple[Line, ...]
    addresses_url: str
    contact_url: str


def ways_on(context: HitContext) -> WaysOn:
    """The ways on from a search without a hit; a few queries, asked only then."""
    home = f"/{context.language}/"
    topics = tuple(
        Way(topic.words.label, f"{home}angebote/?topic={topic.slug}")
        for topic in topics_with_counts(context.network)
    )
    return WaysOn(topics, HOTLINES, f"{home}wichtige-adressen/", f"{home}kontakt/")
