"""One question → one result: tree, filters, engine, hits re-read from the database."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from network_core.networks.models import Network
from search.analysis.synonyms import Synonyms
from search.documents import Hit, split_key
from search.documents.base import HitContext, minute
from search.documents.rereading import hits_of
from search.engines.base import Any as AnyOf
from search.engines.base import (
    Engine,
    EngineError,
    Facet,
    Fixed,
    Keyword,
    Node,
    Range,
    SearchAnswer,
    SearchRequest,
    Without,
)
from search.engines.base import Hit as EngineHit
from search.engines.current import current_engine
from search.engines.order import WINDOW
from search.query.excerpts import Excerpts
from search.query.fallback import names_found
from search.query.nodes import points, with_certain
from search.query.pins import pinned
from search.query.places import FEW, PlaceFilter, place_in, place_near
from search.query.request import FACETS, RELEVANCE, Question
from search.query.sorting import in_order
from search.query.synonyms import synonyms_for
from search.query.tree import NOTHING, Plan, Step, TreeBuilder, Worth

logger = logging.getLogger(__name__)

OWN_NETWORK = 1.5
"""What standing in the asking network's own directory is worth, in middling matches."""
IN_LANGUAGE = 3.0
"""What a text in the visitor's own language is worth, where that is not German."""
SPOKEN = 1.5
"""What an offer is worth at which the visitor's language is spoken."""
FRESH = 0.3
"""What it is worth that no check is overdue: what is overdue sinks by it."""
KINDS = (("offer", 0.1), ("event", 0.05))
"""Of equal matches, help comes before what is written about it."""
PINNED = 5_000.0


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One hit with its excerpt."""

    hit: Hit
    excerpt: SafeString
    score: float
    key: str = ""
    """What the object is called in the index."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was found. `is_degraded`: the engine does not answer; these are names only."""

    total: int = 0
    hits: tuple[ShownHit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    suggestion: str = ""
    place: str = ""
    """The place that the question names, as far as it narrows the answer."""
    is_place_known: bool = False
    """Distances can be told: the place has a middle."""
    is_near_unknown: bool = False
    """No place is called as the visitor wants to be near to; the answer is from everywhere."""
    is_degraded: bool = False


def search(question: Question, context: HitContext) -> Result:
    """The result of a question asked on one network's site in one language.

    Only what is live and public is ever found; no part of the question can change that.
    """
    try:
        answer = rank(question, context, offset=question.offset, limit=question.per_page)
    except EngineError:
        logger.exception("The search engine does not answer.")
        found = names_found(question, context)
        hits = tuple(ShownHit(hit, SafeString(), 0.0) for hit in found)
        return Result(total=len(hits), hits=hits, is_degraded=True)
    if answer.plan is None:
        return Result(is_near_unknown=answer.is_near_unknown)
    return Result(
        total=answer.total,
        hits=tuple(shown(answer, context)),
        facets=answer.facets,
        suggestion=corrected(question.query, answer.plan) if answer.plan.corrections else "",
        place=_place_label(answer.place),
        is_place_known=answer.place is not None and answer.place.middle is not None,
        is_near_unknown=answer.is_near_unknown,
    )


def _place_label(place: PlaceFilter | None) -> str:
    if place is None:
        return ""
    return _("zuerst %(place)s") % {"place": place.label} if place.is_widened else place.label


@dataclass(frozen=True, slots=True)
class Ranked:
    """The hits of an engine in their final order, and what led to them."""

    plan: Plan | None = None
    step: Step | None = None
    place: PlaceFilter | None = None
    pins: tuple[str, ...] = ()
    total: int = 0
    hits: tuple[EngineHit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    is_near_unknown: bool = False

    def only(self, hits: Iterable[EngineHit]) -> Ranked:
        """The same with these of its hits."""
        return replace(self, hits=tuple(hits))


def rank(
    question: Question,
    context: HitContext,
    *,
    offset: int,
    limit: int,
    words: Callable[[str], Synonyms] | None = None,
) -> Ranked:
    """What a question finds, from place `offset` on. `words` stand in for the site's own.

    Raises EngineError when the engine is down.
    """
    engine = current_engine()
    deadline = None if engine.patience is None else time.monotonic() + engine.patience
    builder = TreeBuilder(engine.vocabulary(), words or synonyms_for(context.network.pk))
    pins = pinned(question.query, context.language, context.network.pk)
    window = (offset, limit) if question.sort == RELEVANCE else (0, WINDOW)
    wanted = None
    if question.near:
        wanted = place_near(question.near, context.own, question.radius_km)
    is_near_unknown = bool(question.near) and wanted is None
    named = place_in(question.query, context.own, context.networks)
    is_taken_off = question.anywhere or question.near is not None
    if named is not None and (named.rest or not is_taken_off):
        # Who takes a place off wants more: then its name need not stand there either.
        plan = builder.plan_at(named.rest, named.words, question.query, context.language)
        place = wanted if is_taken_off else named.filter
        answer, step = _ask(engine, plan, question, context, place, pins, window, deadline)
        if not is_taken_off and 0 < answer.total < FEW and named.rest:
            place = replace(named.filter, is_widened=True)
            answer, step = _ask(engine, plan, question, context, place, pins, window, deadline)
        if answer.total:
            hits = _sorted(answer.hits, question, place, offset, limit)
            return Ranked(
                plan,
                step,
                place,
                pins,
                answer.total,
                hits,
                answer.facets,
                is_near_unknown=is_near_unknown,
            )
    whole = builder.plan(question.query, context.language)
    if whole is None and pins:
        # What nobody has written is what people recommend something for.
        whole = NOTHING
    if whole is None:
        return Ranked(is_near_unknown=is_near_unknown)
    answer, step = _ask(engine, whole, question, context, wanted, pins, window, deadline)
    return Ranked(
        whole,
        step,
        wanted,
        pins,
        answer.total,
        _sorted(answer.hits, question, wanted, offset, limit),
        answer.facets,
        is_near_unknown=is_near_unknown,
    )


def _sorted(
    hits: tuple[EngineHit, ...],
    question: Question,
    place: PlaceFilter | None,
    offset: int,
    limit: int,
) -> tuple[EngineHit, ...]:
    if question.sort == RELEVANCE:
        return hits
    middle = place.middle if place else None
    return in_order(hits, question.sort, middle)[offset : offset + limit]


def boosts(
    plan: Plan,
    step: Step,
    context: HitContext,
    place: PlaceFilter | None,
    pins: tuple[str, ...] = (),
) -> tuple[Worth, ...]:
    """Everything that a hit's score is made of: the match first, then what is preferred."""

    def kept(share: float) -> int:
        return points(share * plan.scale)

    found = [
        *step.worth,
        Worth("own_network", Keyword("network", (context.network.slug,), kept(OWN_NETWORK))),
        Worth("fresh", Fixed(Range("check_due", minute(timezone.now()), None), kept(FRESH))),
    ]
    for position, key in enumerate(pins):
        found.append(Worth("pinned", Keyword("object", (key,), points(PINNED) - position)))
    found.extend(Worth("kind", Keyword("type", (kind,), kept(share))) for kind, share in KINDS)
    if not context.language.startswith("de"):
        code = context.language
        found.append(Worth("language", Keyword("language", (code,), kept(IN_LANGUAGE))))
        found.append(Worth("spoken", Keyword("spoken", (code,), kept(SPOKEN))))
    if place is not None:
        found.extend(place.worth(plan.scale))
    return tuple(found)


def _ask(
    engine: Engine,
    plan: Plan,
    question: Question,
    context: HitContext,
    place: PlaceFilter | None,
    pins: tuple[str, ...],
    window: tuple[int, int],
    deadline: float | None,
) -> tuple[SearchAnswer, Step]:
    """The first step of the plan that finds something, with or without the visitor's filters."""
    selections: dict[str, Node] = {
        name: Keyword(FACETS[name], values) for name, values in question.chosen if values
    }
    if question.is_own_only:
        selections["network"] = Keyword("network", (context.network.slug,))
    filters = visible(context.network, context.language)
    if place is not None and not place.is_widened:
        # No facet counts places: what is elsewhere counts nowhere.
        filters = (*filters, place.node)
    answer, asked = SearchAnswer(total=0), plan.steps[0]
    for step in plan.steps:
        asked = step
        match = step.match
        worth = tuple(each.node for each in boosts(plan, step, context, place, pins))
        if pins:
            match = AnyOf((match, Keyword("object", pins)))
        match, worth = with_certain(match, worth)
        answer = engine.search(
            SearchRequest(
                match=match,
                filters=filters,
                selections=selections,
                boosts=worth,
                facets=tuple(
                    Facet(name, field_name, size=200) for name, field_name in FACETS.items()
                ),
                offset=window[0],
                limit=window[1],
                seconds=None if deadline is None else deadline - time.monotonic(),
            )
        )
        if answer.total or any(answer.facets.values()):
            break
    return answer, asked


def visible(network: Network, language: str) -> tuple[Node, ...]:
    """The filters that hold for every search: in time, for this language, not hidden here."""
    now = minute(timezone.now())
    return (
        Keyword("stands_for", (language,)),
        Range("visible_from", None, now),
        Range("visible_until", now, None),
        Without(Keyword("hidden_in", (network.slug,))),
    )


def shown(ranked: Ranked, context: HitContext) -> list[ShownHit]:
    """The hits in their order, read anew from the database; what is gone is left out."""
    hits = reread(ranked.hits, context)
    excerpts = Excerpts(ranked.plan.keys if ranked.plan else frozenset())
    return [
        ShownHit(
            hit,
            excerpts.of(each.stored.get("excerpt", ""), each.language),
            each.score,
            each.object,
        )
        for each in ranked.hits
        if (hit := hits.get(each.object))
    ]


def reread(found: Iterable[EngineHit], context: HitContext) -> dict[str, Hit]:
    """Object → the hit as it may be shown now; what is gone is not among them."""
    pks: dict[str, list[int]] = defaultdict(list)
    for each in found:
        type_name, pk = split_key(each.object)
        pks[type_name].append(pk)
    return hits_of(pks, context)


def corrected(query: str, plan: Plan) -> str:
    """The query with its misspelled words as they are probably meant."""
    text = query
    for typed, meant in plan.corrections.items():
        text = text.replace(typed, meant)
    return text if text.casefold() != query.casefold() else ""
