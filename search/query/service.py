"""One question → one result: tree, filters, engine, hits re-read from the database."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.safestring import SafeString

from network_core.networks.models import Network
from search.documents import Hit, source_for, split_key
from search.documents.base import HitContext, minute
from search.engines.base import (
    Engine,
    EngineError,
    Facet,
    Keyword,
    Node,
    Range,
    SearchAnswer,
    SearchRequest,
    Without,
)
from search.engines.base import Hit as EngineHit
from search.engines.current import current_engine
from search.query.excerpts import excerpt
from search.query.fallback import names_found
from search.query.request import FACETS, PER_PAGE, Question
from search.query.synonyms import synonyms
from search.query.tree import Plan, TreeBuilder

logger = logging.getLogger(__name__)

OWN_NETWORK = 1.5
"""What standing in the asking network's own directory is worth, in middling matches."""


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One hit with its excerpt."""

    hit: Hit
    excerpt: SafeString
    score: float


@dataclass(frozen=True, slots=True)
class Result:
    """What was found. `is_degraded`: the engine does not answer; these are names only."""

    total: int = 0
    hits: tuple[ShownHit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    suggestion: str = ""
    is_degraded: bool = False


def search(question: Question, context: HitContext) -> Result:
    """The result of a question asked on one network's site in one language.

    Only what is live and public is ever found; no part of the question can change that.
    """
    engine = current_engine()
    try:
        plan = TreeBuilder(engine.vocabulary(), synonyms).plan(question.query, context.language)
        if plan is None:
            return Result()
        answer = _ask(engine, plan, question, context)
    except EngineError:
        logger.exception("The search engine does not answer.")
        found = names_found(question, context)
        hits = tuple(ShownHit(hit, SafeString(), 0.0) for hit in found)
        return Result(total=len(hits), hits=hits, is_degraded=True)
    return Result(
        total=answer.total,
        hits=tuple(_shown(answer.hits, plan, context)),
        facets=answer.facets,
        suggestion=corrected(question.query, plan) if plan.corrections else "",
    )


def _ask(engine: Engine, plan: Plan, question: Question, context: HitContext) -> SearchAnswer:
    """The first step of the plan that finds something, with or without the visitor's filters."""
    network = context.network
    selections = {name: Keyword(name, values) for name, values in question.chosen if values}
    answer = SearchAnswer(total=0)
    for step in plan.steps:
        answer = engine.search(
            SearchRequest(
                match=step,
                filters=visible(network, context.language),
                selections=selections,
                boosts=(Keyword("network", (network.slug,), round(OWN_NETWORK * plan.scale, 4)),),
                facets=tuple(Facet(name, name, size=200) for name in FACETS),
                offset=(question.page - 1) * PER_PAGE,
                limit=PER_PAGE,
            )
        )
        if answer.total or any(answer.facets.values()):
            break
    return answer


def visible(network: Network, language: str) -> tuple[Node, ...]:
    """The filters that hold for every search: in time, for this language, not hidden here."""
    now = minute(timezone.now())
    return (
        Keyword("stands_for", (language,)),
        Range("visible_from", None, now),
        Range("visible_until", now, None),
        Without(Keyword("hidden_in", (network.slug,))),
    )


def _shown(found: tuple[EngineHit, ...], plan: Plan, context: HitContext) -> list[ShownHit]:
    """The hits in their order, read anew from the database; what is gone is left out."""
    pks: dict[str, list[int]] = defaultdict(list)
    for each in found:
        type_name, pk = split_key(each.object)
        pks[type_name].append(pk)
    hits = {
        (type_name, pk): hit
        for type_name, numbers in pks.items()
        for pk, hit in source_for(type_name).hits(numbers, context).items()
    }
    shown = []
    for each in found:
        hit = hits.get(split_key(each.object))
        if hit is not None:
            text = excerpt(each.stored.get("excerpt", ""), each.language, plan.keys)
            shown.append(ShownHit(hit, text, each.score))
    return shown


def corrected(query: str, plan: Plan) -> str:
    """The query with its misspelled words as they are probably meant."""
    text = query
    for typed, meant in plan.corrections.items():
        text = text.replace(typed, meant)
    return text if text.casefold() != query.casefold() else ""
