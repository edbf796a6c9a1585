"""What an entry of the word list would change, shown before it is saved."""

from __future__ import annotations

from dataclasses import dataclass

from search.curation.models import WordGroup, lines
from search.documents import source_for, split_key
from search.documents.base import HitContext
from search.engines.base import EngineError
from search.query.request import Question
from search.query.service import Ranked, rank
from search.query.synonyms import synonyms_instead_of

MAX_QUERIES = 12
SHOWN = 5


@dataclass(frozen=True, slots=True)
class ShownTitle:
    """One hit of a preview. `is_new`: it would not stand among the first without the entry."""

    title: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """The answer to one of the entry's wordings, without and with the entry."""

    query: str
    total_before: int
    total_after: int
    before: tuple[ShownTitle, ...]
    after: tuple[ShownTitle, ...]


def effect_of(words: WordGroup) -> list[Effect]:
    """Ask some of the entry's wordings on the site that it holds on, without and with it.

    Empty while the search is out of order.
    """
    context = HitContext(words.network, words.language)
    without = synonyms_instead_of(words.pk, None, words.network_id)
    with_it = synonyms_instead_of(words.pk, words, words.network_id)
    found = []
    try:
        for query in [*lines(words.names), *lines(words.phrases)][:MAX_QUERIES]:
            question = Question(query[:200])
            before = rank(question, context, offset=0, limit=SHOWN, words=without)
            after = rank(question, context, offset=0, limit=SHOWN, words=with_it)
            found.append(_effect(query, before, after, context))
    except EngineError:
        return []
    return found


def _effect(query: str, before: Ranked, after: Ranked, context: HitContext) -> Effect:
    known = {hit.object for hit in before.hits}
    titles: dict[str, str] = {}
    for key in {hit.object for hit in (*before.hits, *after.hits)}:
        type_name, pk = split_key(key)
        hit = source_for(type_name).hits([pk], context).get(pk)
        if hit is not None:
            titles[key] = hit.title

    def shown(answer: Ranked, *, marks: bool) -> tuple[ShownTitle, ...]:
        return tuple(
            ShownTitle(titles[hit.object], marks and hit.object not in known)
            for hit in answer.hits
            if hit.object in titles
        )

    return Effect(
        query, before.total, after.total, shown(before, marks=False), shown(after, marks=True)
    )
