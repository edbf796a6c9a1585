"""The engine of this installation."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from django.conf import settings

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine

_lock = Lock()
_engines: dict[Path, EmbeddedEngine] = {}


def current_engine() -> Engine:
    """The engine that the settings name, one object per process and folder."""
    folder = Path(settings.SEARCH_INDEX_DIR)
    with _lock:
        if folder not in _engines:
            _engines[folder] = EmbeddedEngine(folder)
        return _engines[folder]
