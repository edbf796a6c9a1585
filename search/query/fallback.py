"""What can still be found when the engine does not answer: names, as they are typed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction

from search.documents import Hit, all_sources
from search.documents.base import HitContext
from search.query.request import Question

logger = logging.getLogger(__name__)

MAX_WORDS = 5
PATIENCE = 300
"""Milliseconds that PostgreSQL may take for each question."""


def names_found(question: Question, context: HitContext) -> list[Hit]:
    """One page of hits whose name holds every word, the network's own first.

    No analysis, no facets, no further pages: a reduced search, to be marked as such. What the
    database cannot answer in time is left out.
    """
    words = [word for word in question.query.split() if len(word) > 1][:MAX_WORDS]
    if not words:
        return []
    found: list[Hit] = []
    try:
        with _in_time():
            for source in all_sources().values():
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


@contextmanager
def _in_time() -> Iterator[None]:
    if connection.vendor != "postgresql":
        # A transaction on SQLite would wait for whoever writes, only to read.
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(PATIENCE)])
        yield
