"""The addresses of the API.

Anybody may ask, from any website (CORS): what is answered is public, nobody is known by a cookie,
and nothing can be changed. Answers are not kept by anybody in between: what somebody looks for
stays between them and us, and what is withdrawn is gone at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from ninja import NinjaAPI, Query
from ninja.decorators import decorate_view
from ninja.errors import ValidationError

from network_core.forms.limits import Rate, within_limits
from network_core.networks.requests import network_of
from network_core.taxonomy.addresses import address_of_successors
from search.api.answering import answer
from search.api.parameters import WrongParameters, read_parameters
from search.api.schemas import Answer, Parameters, Refusal
from search.documents.base import HitContext
from search.query.request import Mistake

VERSION = "1.1.0"
# A school or an advice centre shares one address; a program that copies everything should not.
RATES = (Rate(120, timedelta(minutes=1)), Rate(10_000, timedelta(days=1)))

api = NinjaAPI(
    title="Suche",
    version=VERSION,
    description=(
        "Searches what all networks publish, the network of the host that is asked first. "
        "docs/api.md has examples."
    ),
    urls_namespace="search_api",
    # The interactive page of the library would load its scripts from another host.
    docs_url=None,
    openapi_url=None,
)


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let anybody's page read the answer, nobody keep it, and nobody ask without end."""

    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not within_limits(request, "search_api", RATES, without_cache=True):
            message = _("Zu viele Anfragen. Bitte später noch einmal versuchen.")
            response = _refusal(request, [Mistake("", message)], status=429)
            response.headers["Retry-After"] = "60"
        elif address := address_of_successors(request):
            response = HttpResponsePermanentRedirect(address)
        else:
            response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return limited


@api.get(
    "/search",
    response={200: Answer, 422: Refusal, 429: Refusal},
    summary="Search in all networks",
    operation_id="search",
)
@decorate_view(public)
def search(request: HttpRequest, parameters: Query[Parameters]) -> Any:
    """Offers, partners, pathways, events, news, pages and documents that are public now.

    The same words find the same things in the same order as on the search page of this host.
    """
    network = network_of(request)
    asked = read_parameters(request.GET, network)
    with translation.override(asked.language):
        return answer(asked, HitContext(network, asked.language))


@api.get("/openapi.json", include_in_schema=False)
@decorate_view(cache_control(public=True, max_age=3600))
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API for programs."""
    response = api.create_response(request, schema(), status=200)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def schema() -> dict[str, Any]:
    """The OpenAPI document."""
    return dict(api.get_openapi_schema())


@api.exception_handler(WrongParameters)
def refuse(request: HttpRequest, error: WrongParameters) -> HttpResponse:
    """422 with every wrong parameter."""
    return _refusal(request, error.mistakes)


@api.exception_handler(ValidationError)
def refuse_form(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The library sees only that `q` is missing: say so in our words, and what else is wrong."""
    try:
        read_parameters(request.GET, network_of(request))
    except WrongParameters as wrong:
        return _refusal(request, wrong.mistakes)
    raise error


def _refusal(request: HttpRequest, mistakes: list[Mistake], status: int = 422) -> HttpResponse:
    errors = [{"parameter": mistake.parameter, "message": mistake.message} for mistake in mistakes]
    return api.create_response(request, {"errors": errors}, status=status)
