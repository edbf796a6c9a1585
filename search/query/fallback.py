"""What can still be found when the engine does not answer: names, as they are typed."""

from __future__ import annotations

import logging
import time
from contextlib import AbstractContextManager, nullcontext

from django.db import DatabaseError, connection, transaction

from search.documents import Hit, all_sources
from search.documents.base import HitContext
from search.query.request import Question

logger = logging.getLogger(__name__)

MAX_WORDS = 5
PATIENCE = 0.1
"""Seconds for all questions to the database together: with the time that the engine was waited
for (`Server.search_timeout`) less than half a second."""


def names_found(question: Question, context: HitContext) -> list[Hit]:
    """One page of hits whose name holds every word, the network's own first.

    No analysis, no facets, no further pages: a reduced search, to be marked as such. What the
    database cannot answer in time is left out.
    """
    words = [word for word in question.query.split() if len(word) > 1][:MAX_WORDS]
    if not words:
        return []
    found: list[Hit] = []
    deadline = time.monotonic() + PATIENCE
    try:
        with _reading():
            # Offers come first: what there is no time for any more is left out.
            for source in all_sources().values():
                if not _allow(deadline - time.monotonic()):
                    break
                found.extend(source.hits(source.named(words, question.per_page), context).values())
    except DatabaseError:
        logger.exception("The database does not answer in time either.")
    types, networks = question.values("type"), question.values("network")
    if question.is_own_only:
        networks = (context.network.slug,)
    found = [
        hit
        for hit in found
        if (not types or hit.type in types) and (not networks or hit.network in networks)
    ]
    found.sort(key=lambda hit: not hit.is_own)
    return found[: question.per_page]


def _reading() -> AbstractContextManager[object]:
    """A transaction in which a limit of time holds, where there is such a limit.

    On SQLite it would wait for whoever writes, only to read.
    """
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _allow(seconds: float) -> bool:
    """Let the database take so long for each next question; no when the time is over."""
    if seconds <= 0:
        return False
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            milliseconds = str(max(1, int(seconds * 1_000)))
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [milliseconds])
    return True
