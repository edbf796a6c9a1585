"""Which network, and which language, a request is for."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.request import split_domain_port
from django.utils import translation

from network_core.networks.homes import homes_for
from network_core.networks.models import Network

GetResponse = Callable[[HttpRequest], HttpResponse]


class NetworkMiddleware:
    """Set `request.network` from the host; an unknown host gets a plain 404."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Raises DisallowedHost (400) for hosts that are not allowed at all.
        hostname, _port = split_domain_port(request.get_host())
        network = (
            Network.objects.filter(site__hostname=hostname)
            .select_related("site__root_page")
            .first()
        )
        if network is None:
            return HttpResponseNotFound("404\n", content_type="text/plain; charset=utf-8")
        request.network = network  # type: ignore[attr-defined]
        # Where Wagtail keeps the site of a request once it has found it; it need not ask again.
        request._wagtail_site = network.site  # type: ignore[attr-defined]
        return self.get_response(request)


class LanguageMiddleware:
    """Activate the language that the address begins with; the admin and files are in German.

    A language that the network does not offer does not exist on its site. Wagtail alone would
    answer such an address with the German page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        prefix = request.path_info.split("/", 2)[1]
        known = dict(settings.LANGUAGES)
        language = prefix if prefix in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if prefix in known:
            response.headers.setdefault("Content-Language", language)
        return response

    def process_view(self, request: HttpRequest, *args: object) -> None:
        """Refuse languages that this network's site does not have: its 404 page says so."""
        prefix = request.path_info.split("/", 2)[1]
        if prefix == settings.LANGUAGE_CODE or prefix not in dict(settings.LANGUAGES):
            return
        if prefix not in homes_for(request):
            with translation.override(settings.LANGUAGE_CODE):
                raise Http404
