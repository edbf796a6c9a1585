"""What somebody can do who has found nothing: pathways, topics, people to talk to."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network_core.directory.facets import topics_with_counts
from network_core.pathways.models import Pathway
from search.analysis import analyse, language_of_analysis
from search.documents.base import HitContext, object_key
from search.engines.base import Any, EngineError, Keyword, SearchRequest, Token
from search.engines.current import current_engine
from search.query.service import visible

logger = logging.getLogger(__name__)

MOST_PATHWAYS = 5
_KEPT_SECONDS = 300
_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Way:
    """One link. `language` is that of its title, where it is not the visitor's."""

    title: str
    url: str
    language: str = ""


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

    pathways: tuple[Way, ...]
    topics: tuple[Way, ...]
    hotlines: tuple[Line, ...]
    addresses_url: str
    contact_url: str


def ways_on(context: HitContext, query: str = "") -> WaysOn:
    """The ways on from a search without a hit; a few queries, asked only then.

    Pathways that hold one of the words that were looked for come first.
    """
    home = f"/{context.language}/"
    pathways = _pathways(context, query)
    addresses, contact = f"{home}wichtige-adressen/", f"{home}kontakt/"
    return WaysOn(pathways, _topics(context), HOTLINES, addresses, contact)


def _topics(context: HitContext) -> tuple[Way, ...]:
    """The topics of the site's offers. To count them all takes longer than the search does."""
    key = f"search-ways-on:{context.network.pk}:{context.language}"
    known: tuple[Way, ...] | None = cache.get(key)
    if known is None:
        known = tuple(
            Way(
                topic.words.label,
                f"/{context.language}/angebote/?topic={topic.slug}",
                _other(topic.words_language, context),
            )
            for topic in topics_with_counts(context.network)
        )
        cache.set(key, known, _KEPT_SECONDS)
    return known


def _pathways(context: HitContext, query: str) -> tuple[Way, ...]:
    """The pathways of the site, those that hold most of the words first."""
    shown = Pathway.objects.shown_by(context.network).own_first(context.network).with_words()[:100]
    if not shown:
        return ()
    places = {key: place for place, key in enumerate(_matching(context, query))}
    ordered = sorted(
        shown, key=lambda each: places.get(object_key("pathway", each.pk), len(places))
    )
    return tuple(
        Way(
            pathway.words.title,
            pathway.get_path(context.language),
            _other(pathway.words_language, context),
        )
        for pathway in ordered[:MOST_PATHWAYS]
    )


def _other(language: str, context: HitContext) -> str:
    """`language`, where it is not that of the page."""
    return "" if language == context.language else language


def _matching(context: HitContext, query: str) -> list[str]:
    found = analyse(query, language_of_analysis(context.language))[:_MOST_WORDS]
    keys = {key for word in found if not word.is_stop_word for key in (word.key, *word.parts)}
    words = tuple(Token("text", key) for key in sorted(keys))
    if not words:
        return []
    own = (*visible(context.network, context.language), Keyword("type", ("pathway",)))
    try:
        answer = current_engine().search(SearchRequest(match=Any(words), filters=own, limit=20))
    except EngineError:
        logger.warning("The search engine does not answer: pathways are in no order.")
        return []
    return [hit.object for hit in answer.hits]
