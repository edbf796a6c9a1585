"""The answer to a question as a feed: what is new among its hits."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network_core.networks.requests import network_of
from network_core.taxonomy.addresses import address_of_successors
from search.documents.base import HitContext
from search.documents.dates import published_at
from search.engines.base import EngineError
from search.engines.order import WINDOW
from search.query.request import Question, read_question
from search.query.service import rank, shown

MOST_ENTRIES = 30
KEPT_SECONDS = 900
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """An Atom feed (RFC 4287) of the newest hits of a question, whatever its order and page."""
    if address := address_of_successors(request):
        return HttpResponsePermanentRedirect(address)
    network = network_of(request)
    context = HitContext(network, translation.get_language() or "de")
    asked = read_question(request.GET)
    question = Question(
        asked.query,
        asked.chosen,
        anywhere=asked.anywhere,
        is_own_only=asked.is_own_only,
        near=asked.near,
        radius_km=asked.radius_km,
    )
    if not question.query:
        raise Http404
    try:
        response = _feed(question, context)
    except EngineError:
        return HttpResponse(status=503, headers={"Retry-After": str(KEPT_SECONDS)})
    response.headers["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return response


def _feed(question: Question, context: HitContext) -> HttpResponse:
    ranked = rank(question, context, offset=0, limit=WINDOW)
    dates = published_at(hit.object for hit in ranked.hits)
    newest = sorted(ranked.hits, key=lambda hit: dates.get(hit.object, _LONG_AGO), reverse=True)[
        :MOST_ENTRIES
    ]
    home = f"{context.network.root_url}/{context.language}/suche/"
    address = question.to_address()
    atom = Atom1Feed(
        title=_("Suche nach „%(query)s“ – %(network)s")
        % {"query": question.query, "network": context.network.name},
        link=f"{home}?{address}",
        feed_url=f"{home}feed/?{address}",
        description="",
        language=context.language,
    )
    for found in shown(ranked.only(newest), context):
        url = found.hit.url
        atom.add_item(
            title=found.hit.title,
            link=context.network.root_url + url if url.startswith("/") else url,
            description=strip_tags(found.excerpt),
            pubdate=dates.get(found.key),
            updateddate=dates.get(found.key, _LONG_AGO),
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    atom.write(response, "utf-8")
    return response
