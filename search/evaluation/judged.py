"""Judged queries: what people type, and how well which record answers it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class JudgedQueriesError(Exception):
    """The file is no list of judged queries; the message says where it goes wrong."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """One query. Grades: 3 answers the need, 2 is clearly useful, 1 is marginal."""

    id: str
    query: str
    category: str
    language: str = "de"
    network: str | None = None
    types: tuple[str, ...] = ("offer",)
    relevant: Mapping[str, int] = field(default_factory=dict)
    no_answer: bool = False
    """Nothing should be found."""


def read_judged(path: Path) -> list[JudgedQuery]:
    """The queries of a JSON file in its order.

    Raises JudgedQueriesError, naming the entry, for anything that is not as described there.
    """
    try:
        entries = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise JudgedQueriesError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise JudgedQueriesError(f"{path}: not JSON ({error})") from error
    if not isinstance(entries, list):
        raise JudgedQueriesError(f"{path}: a list of queries is expected")
    return [_judged(entry, f"{path}, entry {number}") for number, entry in enumerate(entries, 1)]


def _judged(entry: Any, where: str) -> JudgedQuery:
    if not isinstance(entry, dict):
        raise JudgedQueriesError(f"{where}: an object is expected")
    missing = {"id", "q"} - entry.keys()
    if missing:
        raise JudgedQueriesError(f"{where}: {', '.join(sorted(missing))} is missing")
    relevant = entry.get("relevant") or {}
    if not isinstance(relevant, dict) or not all(
        isinstance(grade, int) and 0 <= grade <= 3 for grade in relevant.values()
    ):
        raise JudgedQueriesError(f"{where}: 'relevant' maps slugs to grades from 0 to 3")
    category = str(entry.get("category") or "")
    return JudgedQuery(
        id=str(entry["id"]),
        query=str(entry["q"]),
        category=category,
        language=str(entry.get("language") or "de"),
        network=entry.get("network") or None,
        types=tuple(entry.get("types") or ("offer",)),
        relevant=relevant,
        no_answer=bool(entry.get("no_answer")) or (category == "no_answer" and not relevant),
    )
