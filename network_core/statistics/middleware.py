"""Counts views of public pages. It reads no cookie's content, sets none and asks the database
nothing."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from network_core.statistics import counters
from network_core.statistics.kinds import PAGE_VIEW

# Whoever says in the User-Agent that it is no person is not counted; the header is not kept.
_MACHINE = re.compile(
    r"bot|crawl|spider|slurp|scan|fetch|preview|monitor|check|curl|wget|python|java/|http|headless",
    re.IGNORECASE,
)
_NOT_PUBLIC = ("/admin/", "/django-admin/", "/static/", "/media/", "/health/", "/api/")


class PageViewMiddleware:
    """Counts each successful public GET of an HTML page by somebody who is not logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request and count it where it is to be counted."""
        response = self.get_response(request)
        if is_page_view(request, response):
            counters.count(
                PAGE_VIEW,
                getattr(request, "network", None),
                key=request.path_info,
                language=getattr(request, "LANGUAGE_CODE", ""),
            )
        return response


def is_page_view(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this was a visitor's look at a page.

    Whoever has a session cookie works here; its presence alone decides, so that the session is
    not touched. Visitors who ask not to be tracked (DNT, GPC) are not even counted.
    """
    headers = request.headers
    user_agent = headers.get("User-Agent", "")
    purpose = headers.get("Sec-Purpose", "") + headers.get("Purpose", "")
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not request.path_info.startswith(_NOT_PUBLIC)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and headers.get("DNT") != "1"
        and headers.get("Sec-GPC") != "1"
        and "prefetch" not in purpose
        and not getattr(request, "is_preview", False)
        # An address that is a key of one person is not to be stored.
        and not getattr(request, "is_personal_link", False)
        and bool(user_agent)
        and not _MACHINE.search(user_agent)
    )
