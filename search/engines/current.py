"""The engine of this installation."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from threading import Lock

from django.conf import settings

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine

_lock = Lock()
_engines: dict[Hashable, Engine] = {}


def current_engine() -> Engine:
    """The engine that the settings name, one object per process and place of the index."""
    folder = Path(settings.SEARCH_INDEX_DIR)
    server = settings.ELASTICSEARCH if settings.SEARCH_ENGINE == "elasticsearch" else None
    place: Hashable = tuple(sorted(server.items())) if server else folder
    with _lock:
        if place not in _engines:
            _engines[place] = _server_engine(server) if server else EmbeddedEngine(folder)
        return _engines[place]


def _server_engine(server: dict[str, str | int | float]) -> Engine:
    # Imported late: the client takes memory that an embedded installation has better use for.
    from search.engines.elastic.engine import ElasticEngine, Server

    return ElasticEngine(Server(**server), [code for code, _ in settings.LANGUAGES])  # type: ignore[arg-type]
