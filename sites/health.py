"""Whether this installation can answer: for load balancers and for whoever watches it.

Both addresses answer under any host, also under a bare IP address, before anything else looks at
the request. They say which part is in order, and nothing about where it is or why it is not.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from search.engines.base import EngineError
from search.engines.current import current_engine
from search.models import OutboxRow

logger = logging.getLogger(__name__)

READY = "/health/"
LIVE = "/health/live/"
LATE_AFTER = timedelta(minutes=5)
"""A change that is due for so long tells that no indexer runs."""

GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Answers the two addresses first of all: no host, redirect or session has a say in it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in (READY, LIVE):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            response = HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        elif request.path_info == LIVE:
            response = JsonResponse({"status": "ok"})
        else:
            response = readiness()
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def readiness() -> JsonResponse:
    """200 while visitors are answered: „ok“, or „degraded“ when only the search suffers.

    503 and „down“ without a database.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        is_late = (
            OutboxRow.objects.pending().filter(due_at__lt=timezone.now() - LATE_AFTER).exists()
        )
    except DatabaseError:
        logger.exception("The database does not answer.")
        return JsonResponse({"status": "down", "database": "down"}, status=503)
    parts = {"database": "ok", "search": _search(), "indexing": "late" if is_late else "ok"}
    is_whole = set(parts.values()) == {"ok"}
    return JsonResponse({"status": "ok" if is_whole else "degraded", **parts})


def _search() -> str:
    try:
        current_engine().ping()
    except (EngineError, OSError) as error:
        logger.warning("The search does not answer: %s", error)
        return "down"
    return "ok"
