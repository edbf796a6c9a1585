"""What visitors meet where a network is planned or has ended: a notice at every address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from network_core.directory.addresses import canonical_language
from network_core.directory.freshness.links import OPT_OUT
from network_core.media.models import File
from network_core.networks.known import known_networks, known_umbrella
from network_core.networks.models import Network
from network_core.networks.neighbours import neighbours_of
from network_core.networks.requests import network_of
from network_core.networks.states import State
from network_core.tenancy.access import sees_closed_site
from network_core.tenancy.models import User
from search.documents.files import collection_owners, owner_of
from sites.views import best_language

# There is nothing at these addresses yet; and there was, and will not be again. Neither is an
# outage (503), which monitoring would report and crawlers would try again for months.
STATUS = {State.PLANNED: 404, State.ENDED: 410}
API = "/api/"
ROBOTS = "/robots.txt"


@dataclass(frozen=True)
class Place:
    """Where there is help now."""

    network: Network
    url: str
    is_successor: bool


class ClosedSiteMiddleware:
    """Answers for the site of a network that is planned or has ended.

    The admin is there on every host, and so is the way out of its mails. Who has a role in the
    network, or works for the umbrella, sees the site itself. Asks the database nothing where the
    network is open.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The notice, or what the site says."""
        network = network_of(request)
        if network.is_open or request.path_info.startswith((self.admin, OPT_OUT)):
            return self.get_response(request)
        if may_look(request, network):
            return self.get_response(request)
        return closed(request, network)


def may_look(request: HttpRequest, network: Network) -> bool:
    """Whether somebody asks who may see the closed site as it is."""
    return isinstance(request.user, User) and sees_closed_site(request.user, network)


def keep_file_of_closed_site(document: File, request: HttpRequest) -> None:
    """Files are served on every host: those of a closed site to who may look at it, 404 to others.

    Asks the database nothing more where all networks are open, as far as the process knows.
    """
    if all(network.is_open for network in known_networks()):
        return
    network = owner_of(document, collection_owners())
    if network is not None and not network.is_open and not may_look(request, network):
        raise Http404


def closed(request: HttpRequest, network: Network) -> HttpResponse:
    """The notice in a language of the network; the same for programs in their own form."""
    status = STATUS[State(network.state)]
    if request.path_info == ROBOTS:
        # Nothing is kept from crawlers: they have to read that the pages are gone.
        lines = "User-agent: *\nDisallow: /admin/\n"
        return HttpResponse(lines, content_type="text/plain; charset=utf-8")
    prefix = request.path_info.split("/", 2)[1]
    offered = set(network.languages)
    language = prefix if prefix in offered else best_language(request, offered)
    with translation.override(language):
        response = (
            _for_programs(network, status)
            if request.path_info.startswith(API)
            else _for_people(request, network, status, language)
        )
    response.headers["Content-Language"] = language
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _for_programs(network: Network, status: int) -> HttpResponse:
    is_planned = network.state == State.PLANNED
    message = (
        _("Dieses Netzwerk entsteht gerade")
        if is_planned
        else _("Dieses Netzwerk gibt es nicht mehr")
    )
    response = JsonResponse({"errors": [{"parameter": "", "message": message}]}, status=status)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _for_people(request: HttpRequest, network: Network, status: int, language: str) -> HttpResponse:
    context: dict[str, Any] = {
        "is_planned": network.state == State.PLANNED,
        "places": places_instead(network, language),
        "languages": [
            {
                "code": code,
                "native_name": translation.get_language_info(code)["name_local"],
                "is_current": code == language,
            }
            for code in network.languages
        ],
    }
    return render(request, "errors/closed.html", context, status=status)


def places_instead(network: Network, language: str) -> list[Place]:
    """Who took over, the umbrella, and neighbouring networks, in this order; each once."""
    found: dict[int, Place] = {}
    successor = network.successor
    for each in (successor, known_umbrella(), *neighbours_of(network)):
        if each is not None and each.is_open and each.pk not in found:
            code = canonical_language(each, language)
            url = f"{each.root_url}/{code}/"
            found[each.pk] = Place(each, url, successor is not None and each.pk == successor.pk)
    return list(found.values())
