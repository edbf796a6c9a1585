"""What every type of object gives to search, and the making of one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple, Protocol

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from wagtail.rich_text import get_text_for_indexing

from network_core.networks.known import known_by_number, known_networks
from network_core.networks.models import Network
from search.analysis import Word, analyse, index_tokens, tokens_of
from search.analysis.chain import exact_title
from search.analysis.normalise import fold
from search.engines.base import IndexDocument

MAX_STORED = 2_500
FOREVER = 2**40
"""Later than any minute that a clock will show."""


def object_key(type_name: str, pk: int) -> str:
    """What an object is called in the index and in the outbox."""
    return f"{type_name}:{pk}"


def split_key(key: str) -> tuple[str, int]:
    """The type and primary key behind an object's name."""
    type_name, _, pk = key.partition(":")
    return type_name, int(pk)


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit as it is shown; made from the database, never from the index alone."""

    object: str
    slug: str
    title: str
    url: str
    type: str
    type_label: str | Promise
    network: str
    """The slug of the network whose it is; its name for people is `network_name`."""
    network_name: str
    is_own: bool
    language: str
    partner_name: str = ""
    is_spoken: bool = False
    """The visitor's language is spoken there, though the text is in German."""
    is_dormant: bool = False
    """Nobody looks after the network now whose it is."""


@dataclass(frozen=True)
class HitContext:
    """For whom hits are re-read: the network whose site is asked, and the visitor's language."""

    network: Network
    language: str

    @cached_property
    def networks(self) -> list[Network]:
        """The networks that visitors find, with their sites, as of a few seconds ago."""
        return [network for network in known_networks() if network.is_open]

    @cached_property
    def named(self) -> Mapping[int, Network]:
        """All networks by their keys."""
        return known_by_number()

    def knows(self, number: int) -> bool:
        """Whether the network of this number is among them, or asks.

        One that was made a few seconds ago is not yet: what it has can wait as long.
        """
        return number in self.named or number == self.network.pk

    @cached_property
    def own(self) -> Network:
        """The asking network with what was already read of it."""
        return self.named.get(self.network.pk, self.network)


class Source(Protocol):
    """One type of object. Its documents have the same fields as those of every other type."""

    type: str

    def documents(self, pks: Sequence[int]) -> Iterator[tuple[int, tuple[IndexDocument, ...]]]:
        """The documents of the objects that visitors may find now; others are left out.

        Reads the present state of the database, in a fixed number of queries.
        """

    def pks(self) -> Iterable[int]:
        """The primary keys of all objects of this type, found or not."""

    def named(self, words: Sequence[str], limit: int) -> list[int]:
        """Up to `limit` public objects whose name or short text holds every word, as it is typed.

        For searches without an engine: one query, no analysis.
        """

    def hits(self, pks: Sequence[int], context: HitContext) -> Mapping[int, Hit]:
        """Those of the objects that may be shown, re-checked now, in a fixed number of queries."""


@dataclass(slots=True)
class Draft:
    """The content of one document before analysis."""

    type: str
    pk: int
    language: str
    stands_for: Iterable[str]
    title: str
    lead: str = ""
    mentions: Iterable[str] = ()
    """Short telling texts beside the title: labels of terms, the partner, the town."""
    body: Iterable[str] = ()
    facets: Mapping[str, Iterable[str]] = field(default_factory=dict)
    kind: str = ""
    """The value of the type filter, if it is finer than the type."""
    visible_from: int = 0
    visible_until: int = FOREVER
    check_due: int = FOREVER
    """The last minute in which what it says counts as checked."""

    def build(self) -> IndexDocument:
        """The document, with tokens of this version of the analysis."""
        title = analyse(self.title, self.language)
        title_tokens = [token for word in title for token in tokens_of(word)]
        lead = index_tokens(self.lead, self.language)
        mentions = [_mention(text, self.language) for text in self.mentions if text]
        keywords = [token for each in mentions for token in each.tokens]
        body = " \n".join(text for text in self.body if text)
        texts = {
            "title": [*title_tokens, exact_title(title)],
            "lead": lead,
            "keywords": keywords,
            "start": typed_words(self.title),
            "text": [*title_tokens, *lead, *keywords, *index_tokens(body, self.language)],
        }
        key = object_key(self.type, self.pk)
        facets = {name: sorted({str(each) for each in v}) for name, v in self.facets.items()}
        return IndexDocument(
            id=f"{key}:{self.language}",
            object=key,
            texts=texts,
            keywords={
                **facets,
                "object": [key],
                "type": [self.kind or self.type],
                "language": [self.language],
                "stands_for": sorted(set(self.stands_for)),
            },
            numbers={
                "visible_from": self.visible_from,
                "visible_until": self.visible_until,
                "check_due": self.check_due,
            },
            stored={
                "title": self.title,
                "excerpt": " ".join(f"{self.lead} {body}".split())[:MAX_STORED],
            },
            spellings=list(
                dict.fromkeys(chain(spellings(title), *(each.spellings for each in mentions)))
            ),
        )


class _Mention(NamedTuple):
    tokens: tuple[str, ...]
    spellings: tuple[str, ...]


@lru_cache(maxsize=20_000)
def _mention(text: str, language: str) -> _Mention:
    """What a label, a partner's name or a town puts into each document that mentions it."""
    words = analyse(text, language)
    tokens = tuple(token for word in words for token in tokens_of(word))
    return _Mention(tokens, tuple(spellings(words)))


def spellings(words: Iterable[Word]) -> Iterator[str]:
    """`key=Spelling` of the words that „meinten Sie“ may offer."""
    for word in words:
        if not word.is_stop_word and len(word.surface) > 3 and "-" not in word.surface:
            yield f"{word.key}={word.surface}"


def typed_words(text: str) -> list[str]:
    """The words of a text as somebody types them, in letters that are the same for everyone."""
    return list(dict.fromkeys(re.findall(r"[^\W_]+", fold(text))))


def holding(objects: QuerySet, fields: Iterable[str], words: Iterable[str]) -> QuerySet:
    """The objects that hold each of the words in one of the fields, whatever their case."""
    for word in words:
        anywhere = Q()
        for name in fields:
            anywhere |= Q(**{f"{name}__icontains": word})
        objects = objects.filter(anywhere)
    return objects


def among(field: str, pks: Sequence[int]) -> Q:
    """Rows whose number in `field` is one of these, and perhaps some that lie between them.

    To name both ends of a run takes far less time than to name every number, as long as the run
    has few gaps. What is found besides is for the caller to leave.
    """
    if pks and max(pks) - min(pks) < 2 * len(pks):
        return Q(**{f"{field}__gte": min(pks), f"{field}__lte": max(pks)})
    return Q(**{f"{field}__in": pks})


def language_codes() -> list[str]:
    """All languages of visitors."""
    return [code for code, _ in settings.LANGUAGES]


def stands_for(language: str, translated: Iterable[str]) -> list[str]:
    """For the visitors of which languages a text stands: German for all that lack their own."""
    if language != settings.LANGUAGE_CODE:
        return [language]
    others = set(translated) - {language}
    return [code for code in language_codes() if code not in others]


def plain(html: str) -> str:
    """The text of rich text."""
    return get_text_for_indexing(html) if html else ""


def minute(moment: datetime) -> int:
    """A moment in whole minutes, as the index compares them."""
    return int(moment.timestamp() // 60)


def end_of(day: date | None) -> int:
    """The last minute of a day in the zone of the installation; forever without a day."""
    return FOREVER if day is None else _end_of(day)


@lru_cache(maxsize=5_000)
def _end_of(day: date) -> int:
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    return minute(timezone.make_aware(midnight, timezone.get_default_timezone())) - 1
