"""What somebody may want who is still typing: queries, topics, offers and partners.

Of earlier queries only those are suggested that found something on several days, and of which
every word stands in a title, label or name that is published: nobody can make the page say what
is not written on it anyway.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.core.cache import cache
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import Offer
from network_core.statistics.figures import returning
from network_core.statistics.kinds import SEARCH_WITH_HIT
from network_core.taxonomy.models import Term, TermTree
from search.analysis import analyse, language_of_analysis
from search.analysis.normalise import clean
from search.documents.base import HitContext, typed_words
from search.engines.base import All, EngineError, Keyword, Prefix, SearchRequest
from search.engines.current import current_engine
from search.query.service import reread, visible

logger = logging.getLogger(__name__)

MIN_LENGTH = 2
MAX_LENGTH = 80
MAX_WORDS = 6
MOST_QUERIES, MOST_TOPICS, MOST_RECORDS = 3, 2, 5
ON_DAYS = 3
"""On so many different days a query must have been asked."""
_KEPT_SECONDS = 300
_REACH = timedelta(days=60)
_MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: where it leads, and what it is."""

    kind: str
    label: str | Promise
    title: str
    url: str
    language: str


def suggestions(text: str, context: HitContext) -> list[Suggestion]:
    """At most ten suggestions for what was typed so far; none for less than two letters.

    Only what visitors of this network's site may see. Without an engine there are no records.
    """
    typed = typed_words(clean(text[:MAX_LENGTH]))[:MAX_WORDS]
    if len("".join(typed)) < MIN_LENGTH:
        return []
    return [*_queries(typed, context), *_topics(typed, context), *_records(typed, context)]


def _queries(typed: list[str], context: HitContext) -> Iterator[Suggestion]:
    key = f"search-queries:{context.network.pk}:{context.language}"
    known: list[tuple[str, list[str]]] | None = cache.get(key)
    if known is None:
        known = [(query, typed_words(query)) for query in _published_queries(context)]
        cache.set(key, known, _KEPT_SECONDS)
    home = f"/{context.language}/suche/"
    found = [query for query, words in known if _begins(words, typed) and words != typed]
    for query in found[:MOST_QUERIES]:
        url = f"{home}?{urlencode({'q': query})}"
        yield Suggestion("query", _("Suche"), query, url, context.language)


def _published_queries(context: HitContext) -> list[str]:
    """Queries of the last weeks whose words are all to be read on the pages of the networks."""
    since = timezone.localdate() - _REACH
    asked = returning(
        SEARCH_WITH_HIT, context.network, context.language, since, days=ON_DAYS, limit=_MOST_KEPT
    )
    try:
        vocabulary = current_engine().vocabulary()
    except EngineError:
        return []
    chain = language_of_analysis(context.language)
    return [
        query
        for query in asked
        if all(word.is_stop_word or vocabulary.spelling(word.key) for word in analyse(query, chain))
    ]


def _topics(typed: list[str], context: HitContext) -> Iterator[Suggestion]:
    key = f"search-topics:{context.network.pk}:{context.language}"
    known: list[tuple[str, str, str, list[str]]] | None = cache.get(key)
    if known is None:
        known = [
            (term.slug, term.words.label, term.words_language, typed_words(term.words.label))
            for term in _topics_with_offers(context)
        ]
        cache.set(key, known, _KEPT_SECONDS)
    found = [each for each in known if _begins(each[3], typed)]
    for slug, label, language, _words in found[:MOST_TOPICS]:
        url = f"/{context.language}/angebote/?{urlencode({'topic': slug})}"
        yield Suggestion("topic", _("Thema"), label, url, language)


def _topics_with_offers(context: HitContext) -> list[Term]:
    """The topics under which the site lists offers, with those above them."""
    shown = Offer.objects.shown_by(context.network).order_by().values("pk")
    used = set(
        Offer.topics.through.objects.filter(offer_id__in=shown)
        .values_list("term_id", flat=True)
        .distinct()
    )
    terms = list(Term.objects.filter(scheme="topic").order_by("position", "pk").with_words())
    tree = TermTree({term.pk: term.parent_id for term in terms})
    return [term for term in terms if used & set(tree.with_descendants([term.pk]))]


def _records(typed: list[str], context: HitContext) -> Iterator[Suggestion]:
    """Offers and partners with these words in their name, the own network's first."""
    request = SearchRequest(
        match=All(tuple(Prefix("start", word, 1.0) for word in typed)),
        filters=(
            *visible(context.network, context.language),
            Keyword("type", ("offer", "partner")),
        ),
        boosts=(
            Keyword("network", (context.network.slug,), 2.0),
            Keyword("language", (context.language,), 1.0),
        ),
        limit=MOST_RECORDS,
    )
    try:
        found = current_engine().search(request).hits
    except EngineError:
        logger.warning("The search engine does not answer: no offers are suggested.")
        return
    hits = reread(found, context)
    for each in found:
        if hit := hits.get(each.object):
            yield Suggestion(hit.type, hit.type_label, hit.title, hit.url, hit.language)


def _begins(words: Iterable[str], typed: Iterable[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in typed)
