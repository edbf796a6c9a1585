"""The search page of a network's site."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network_core.networks.models import Network
from network_core.statistics.counters import count
from search.documents.base import HitContext
from search.query.facets import active_filters, facet_list
from search.query.request import Question, read_question
from search.query.service import Result, search
from search.ways_on import ways_on

MAX_TOTAL = 1_000


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Search over what all networks publish, the own network first."""
    network: Network = request.network  # type: ignore[attr-defined]
    language = translation.get_language() or "de"
    question = read_question(request.GET)
    context = HitContext(network, language)
    result = search(question, context) if question.query else Result()
    if (
        question.query
        and question.page == 1
        and not question.is_narrowed
        and not result.is_degraded
    ):
        count("search", network, language=language)
        if not result.total:
            count("search_without_hit", network, question.query.lower(), language=language)
    response = render(request, "search/results.html", _context(question, result, context))
    # Results change with every edit, and what somebody looks for stays between them and us.
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _context(question: Question, result: Result, context: HitContext) -> dict[str, Any]:
    facets = facet_list(question, result, context) if question.query else []
    return {
        "query": question.query,
        "hits": [
            {
                "title": shown.hit.title,
                "url": shown.hit.url,
                "excerpt": shown.excerpt,
                "type": shown.hit.type,
                "type_label": shown.hit.type_label,
                "network_name": shown.hit.network_name,
                "is_own": shown.hit.is_own,
                "partner_name": shown.hit.partner_name,
                "language": shown.hit.language,
                "is_spoken": shown.hit.is_spoken,
            }
            for shown in result.hits
        ],
        "facets": facets,
        "active_filters": active_filters(question, facets, result.place),
        "total": result.total,
        "page_obj": _page(question, result),
        "query_string": question.to_address(),
        "suggestion": result.suggestion,
        "is_degraded": result.is_degraded,
        "ways_on": None if result.total or not question.query else ways_on(context),
        "breadcrumb": [
            {"title": _("Startseite"), "url": f"/{context.language}/"},
            {"title": _("Suche"), "url": ""},
        ],
    }


def _page(question: Question, result: Result) -> Page[Any]:
    """The page of the pagination. The engine has already cut the list of hits."""
    paginator = Paginator(range(min(result.total, MAX_TOTAL)), question.per_page)
    return paginator.get_page(question.page)
