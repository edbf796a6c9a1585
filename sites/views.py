"""Pages that no editor writes: the front door, errors, sitemap and robots."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import cache_control
from django.views.decorators.vary import vary_on_headers

from network_core.networks.homes import homes_for, homes_of
from network_core.networks.requests import network_of
from sites.shortlist import PARAMETER
from sites.sitemaps import sitemap_entries, sitemap_xml


@vary_on_headers("Accept-Language")
def front_door(request: HttpRequest) -> HttpResponse:
    """Send `/` to the language that the visitor likes best and that has a home page here.

    Without one it is German. No cookie.
    """
    network = network_of(request)
    return HttpResponseRedirect(f"/{best_language(request, set(homes_of(network)))}/")


def best_language(request: HttpRequest, available: set[str]) -> str:
    """The one of the `available` languages that the browser likes best; German without one."""
    for accepted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            code = get_supported_language_variant(accepted)
        except LookupError:
            continue
        if code in available:
            return code
    return settings.LANGUAGE_CODE


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The network's own 404 page, in a language that it offers."""
    network = getattr(request, "network", None)
    if network is None:
        return HttpResponse("404\n", status=404, content_type="text/plain; charset=utf-8")
    prefix = request.path_info.split("/", 2)[1]
    language = prefix if prefix in homes_for(request) else settings.LANGUAGE_CODE
    with translation.override(language):
        response = render(request, "errors/404.html", status=404)
    response.headers["Content-Language"] = language
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page: it needs no database, because that may be what is broken."""
    network = getattr(request, "network", None)
    return HttpResponse(render_to_string("errors/500.html", {"network": network}), status=500)


@cache_control(max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The sitemap of this host: its live public pages and the records of its own directory."""
    network = network_of(request)
    body = sitemap_xml(sitemap_entries(network))
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


@cache_control(max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything but the admin and the search."""
    network = network_of(request)
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: /{language}/suche/" for language in network.languages),
        # Lists of visitors make endlessly many addresses of the same pages.
        *(f"Disallow: /{language}/{PARAMETER}/" for language in network.languages),
        f"Disallow: /*?{PARAMETER}=",
        f"Disallow: /*&{PARAMETER}=",
        "",
        f"Sitemap: {network.root_url}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
