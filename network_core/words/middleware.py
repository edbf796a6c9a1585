"""Finishing pages in the languages that ask for it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from network_core.words.typesetting import typeset


class TypesettingMiddleware:
    """Numbers isolated in Arabic and Persian, one sentence per line in Leichte Sprache.

    It stands next to the views, so that lengths and compression are those of the finished page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and finish what is a page."""
        response = self.get_response(request)
        language = get_language() or settings.LANGUAGE_CODE
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if language != settings.LANGUAGE_CODE and is_page and not response.streaming:
            html = response.content.decode(response.charset)
            response.content = typeset(html, language).encode(response.charset)
        return response
