"""A scratch installation with a search engine of its own, for judging and measuring."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from pathlib import Path

from infra.checks import with_elasticsearch

PATIENCE = 60.0
"""Seconds that a search may take here: answers are looked at, on machines that may be busy."""


@contextmanager
def installation(folder: Path, engine: str) -> Iterator[None]:
    """Set Django up for a database and an index in `folder`, whatever the shell says.

    With `elasticsearch` the server of `ELASTICSEARCH_URL` is used, or one that is started for just
    this; what is written to it is removed. What is told meanwhile goes to standard error.
    """
    with ExitStack() as stack:
        for name in ("DATABASE_URL", "CACHE_URL", "SEARCH_INDEX_DIR", "EMAIL_URL"):
            os.environ.pop(name, None)
        if engine == "elasticsearch" and not os.environ.get("ELASTICSEARCH_URL"):
            with redirect_stdout(sys.stderr):
                os.environ["ELASTICSEARCH_URL"] = stack.enter_context(with_elasticsearch.server())
        os.environ.update(
            DATA_DIR=str(folder),
            DJANGO_SETTINGS_MODULE="infra.settings.demo",
            LOG_LEVEL="ERROR",
            SEARCH_ENGINE=engine,
            ELASTICSEARCH_PREFIX=f"scratch-{uuid.uuid4().hex[:12]}",
        )
        import django
        from django.conf import settings
        from django.db import connections

        django.setup()
        settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "search_timeout": PATIENCE}
        if engine == "elasticsearch":
            stack.callback(_remove_indices)
        stack.callback(connections.close_all)
        yield


def _remove_indices() -> None:
    from django.conf import settings
    from elasticsearch import Elasticsearch, TransportError

    server = settings.ELASTICSEARCH
    options = {name: server[name] for name in ("api_key", "ca_certs") if server.get(name)}
    client = Elasticsearch(server["url"], request_timeout=PATIENCE, **options)
    try:
        names = list(client.indices.get(index=f"{server['prefix']}*"))
        if names:
            client.indices.delete(index=",".join(names))
    except TransportError:
        # Whoever wanted something of a server that is not there has been told already.
        return
