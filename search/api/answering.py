"""Result of a search → answer of the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from search.api.parameters import Asked, WrongParameters
from search.documents.base import HitContext
from search.engines.base import EngineError
from search.query.explain import Explanation, explain
from search.query.facets import labels_of
from search.query.nodes import UNIT
from search.query.request import DEFAULT_RADIUS_KM, Mistake, Question
from search.query.service import Result, ShownHit, search


def answer(asked: Asked, context: HitContext) -> dict[str, Any]:
    """The answer to what is asked; WrongParameters if there is no such place."""
    question = asked.question
    result = search(question, context)
    if result.is_near_unknown:
        raise WrongParameters([Mistake("near", _("Einen Ort dieses Namens gibt es nicht."))])
    explained = _explanation(question, context) if asked.is_explained else None
    reasons = (
        {hit.object: [_reason(each) for each in hit.reasons] for hit in explained.hits}
        if explained
        else {}
    )
    labels = labels_of(result, context)
    return {
        "total": result.total,
        "page": question.page,
        "per_page": question.per_page,
        "hits": [_hit(shown, context, reasons.get(shown.hit.object)) for shown in result.hits],
        "facets": {
            name: [
                {"value": value, "label": labels[name].get(value, value), "count": count}
                for value, count in values
            ]
            for name, values in result.facets.items()
        },
        "did_you_mean": result.suggestion or None,
        "applied_filters": [
            {"parameter": parameter, "value": value} for parameter, value in _applied(asked, result)
        ],
        "is_degraded": result.is_degraded,
        "understood": (
            [
                {
                    "label": each.label,
                    "weight": each.weight,
                    "alternatives": list(each.alternatives),
                }
                for each in explained.understood
            ]
            if explained
            else None
        ),
    }


def _explanation(question: Question, context: HitContext) -> Explanation | None:
    try:
        return explain(question, context, limit=question.per_page, offset=question.offset)
    except EngineError:
        return None


def _hit(shown: ShownHit, context: HitContext, reasons: list[Any] | None) -> dict[str, Any]:
    hit = shown.hit
    url = context.network.root_url + hit.url if hit.url.startswith("/") else hit.url
    return {
        "id": hit.object,
        "type": hit.type,
        "slug": hit.slug,
        "title": hit.title,
        "excerpt": str(shown.excerpt),
        "url": url,
        "network": hit.network,
        "is_dormant": hit.is_dormant,
        "language": hit.language,
        "score": round(shown.score / UNIT, 2),
        "explanation": reasons,
    }


def _reason(each: Any) -> dict[str, Any]:
    return {
        "label": each.label,
        "points": round(each.points, 2),
        "found_in": list(each.found_in),
    }


def _applied(asked: Asked, result: Result) -> Iterator[tuple[str, str]]:
    """What narrows the answer. Without an engine only kinds and networks do."""
    question = asked.question
    yield "language", asked.language
    for name, values in question.chosen:
        if not result.is_degraded or name in {"type", "network"}:
            yield from ((name, value) for value in values)
    if result.place:
        if question.near:
            yield "near", result.place
            if question.radius_km != DEFAULT_RADIUS_KM:
                yield "radius", str(question.radius_km)
        else:
            yield "q", result.place
