"""The search page of a network's site."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network_core.networks.homes import same_in_every_language
from network_core.networks.requests import network_of
from network_core.statistics.counters import count
from network_core.statistics.kinds import SEARCH, SEARCH_WITH_HIT, SEARCH_WITHOUT_HIT
from network_core.statistics.middleware import is_page_view
from network_core.taxonomy.addresses import address_of_successors
from search import controls
from search.documents.base import HitContext
from search.map import drawing
from search.query.facets import active_filters, facet_list
from search.query.request import RELEVANCE, Question, Reading, read
from search.query.service import Result, ShownHit, search
from search.suggestions import suggestions
from search.ways_on import ways_on

MAX_TOTAL = 1_000
SUGGESTIONS_KEPT = 60


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Search over what all networks publish, the own network first."""
    if address := address_of_successors(request):
        return HttpResponsePermanentRedirect(address)
    network = network_of(request)
    language = translation.get_language() or "de"
    reading = read(request.GET)
    question = reading.question
    context = HitContext(network, language)
    result = search(question, context) if question.query else Result()
    last = ceil(min(result.total, MAX_TOTAL) / question.per_page)
    if question.page > last > 0:
        # There were more hits when somebody kept this address.
        question = replace(question, page=last)
        result = search(question, context)
    shown = _context(replace(reading, question=question), result, context)
    if shown["is_map"]:
        shown["map"] = drawing(question, context)
    same_in_every_language(request, lambda code: f"/{code}/suche/?{question.to_address()}")
    response = render(request, "search/results.html", shown)
    if is_page_view(request, response):
        _count(question, result, context)
    # Results change with every edit, and what somebody looks for stays between them and us.
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """What may be meant by what was typed so far, as JSON; empty for nothing or too little."""
    network = network_of(request)
    context = HitContext(network, translation.get_language() or "de")
    found = suggestions(request.GET.get("q", ""), context)
    response = JsonResponse(
        {
            "suggestions": [
                {
                    "kind": each.kind,
                    "label": str(each.label),
                    "title": each.title,
                    "url": each.url,
                    "language": each.language,
                }
                for each in found
            ]
        }
    )
    response.headers["Cache-Control"] = f"private, max-age={SUGGESTIONS_KEPT}"
    return response


def _count(question: Question, result: Result, context: HitContext) -> None:
    """Count a question when it is asked, not again for each of its filters and pages."""
    if not question.query or question.page > 1 or question.is_narrowed or result.is_degraded:
        return
    count(SEARCH, context.network, language=context.language)
    kind = SEARCH_WITH_HIT if result.total else SEARCH_WITHOUT_HIT
    count(kind, context.network, question.query.lower(), language=context.language)


def _context(reading: Reading, result: Result, context: HitContext) -> dict[str, Any]:
    question = reading.question
    facets = facet_list(question, result, context) if question.query else []
    return {
        "query": question.query,
        "hits": [_hit(shown) for shown in result.hits],
        "facets": facets,
        "active_filters": active_filters(question, facets, context, result.place),
        "unfiltered_url": "?"
        + question.without_filters(names_place=bool(result.place)).to_address(),
        "scopes": controls.scopes(question, result, context),
        "sorts": controls.sorts(question, result),
        "views": controls.views(question),
        "is_map": question.is_map and bool(result.total) and not result.is_degraded,
        "near": controls.near_field(question, result, reading.mistakes),
        "kept": controls.kept(question),
        "total": result.total,
        "page_obj": _page(question, result),
        "feed_url": "feed/?" + replace(question, sort=RELEVANCE, is_map=False).to_address(),
        "query_string": question.to_address(),
        "suggestion": result.suggestion,
        "suggestion_url": "?" + replace(question, query=result.suggestion, page=1).to_address(),
        "is_degraded": result.is_degraded,
        "ways_on": None if result.total or not question.query else ways_on(context, question.query),
        "breadcrumb": [
            {"title": _("Startseite"), "url": f"/{context.language}/"},
            {"title": _("Suche"), "url": ""},
        ],
    }


def _hit(shown: ShownHit) -> dict[str, Any]:
    hit = shown.hit
    return {
        "title": hit.title,
        "url": hit.url,
        "excerpt": shown.excerpt,
        "type": hit.type,
        "type_label": hit.type_label,
        "network_name": hit.network_name,
        "is_own": hit.is_own,
        "partner_name": hit.partner_name,
        "language": hit.language,
        "is_spoken": hit.is_spoken,
        "is_dormant": hit.is_dormant,
    }


def _page(question: Question, result: Result) -> Page[Any]:
    """The page of the pagination. The engine has already cut the list of hits."""
    paginator = Paginator(range(min(result.total, MAX_TOTAL)), question.per_page)
    return paginator.get_page(question.page)
