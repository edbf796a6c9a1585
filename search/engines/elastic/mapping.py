"""How a document is stored in Elasticsearch, and what stands for one that is gone."""

from __future__ import annotations

from typing import Any

from search.analysis import ANALYSIS_VERSION
from search.engines import base
from search.engines.order import WINDOW, tie

LIVE = "live"
"""True on every document; a tombstone has no other field than `object`."""
STATE = "state"
TIE = "tie"
TOKENS = "tokens"
"""The tokens of `text` once more, as values that can be counted."""


def passport() -> dict[str, int]:
    """By what the index was made; another one means that it has to be made anew."""
    return {"format": base.INDEX_FORMAT, "analysis": ANALYSIS_VERSION}


def settings(replicas: int) -> dict[str, Any]:
    """One shard: with more, counts and order would depend on how documents are spread."""
    return {
        "number_of_shards": 1,
        "number_of_replicas": replicas,
        "refresh_interval": "-1",
        "max_result_window": WINDOW,
    }


def mappings() -> dict[str, Any]:
    """Every field by name; unknown ones are refused."""
    text = {
        "type": "text",
        "analyzer": "whitespace",
        "index_options": "docs",
        "norms": False,
    }
    listed = {"type": "keyword", "index": False}
    properties: dict[str, Any] = {
        LIVE: {"type": "boolean"},
        STATE: {"type": "keyword", "index": False, "doc_values": False},
        TIE: {"type": "long", "index": False},
        TOKENS: listed,
        base.SPELLING_FIELD: listed,
        "stored": {"type": "object", "enabled": False},
    }
    properties |= dict.fromkeys(base.TEXT_FIELDS, text)
    properties |= {name: {"type": "keyword"} for name in base.KEYWORD_FIELDS}
    properties |= {name: {"type": "long"} for name in base.NUMBER_FIELDS}
    return {"dynamic": "strict", "_meta": passport(), "properties": properties}


def source(document: base.IndexDocument, mark: str) -> dict[str, Any]:
    """The stored form of a document; `mark` names its object's state."""
    return {
        LIVE: True,
        STATE: mark,
        TIE: tie(document.stored.get("title", ""), document.id),
        TOKENS: sorted(set(document.texts.get("text", ()))),
        base.SPELLING_FIELD: document.spellings,
        "stored": {name: document.stored.get(name, "") for name in base.STORED_FIELDS},
        **{name: " ".join(document.texts.get(name, ())) for name in base.TEXT_FIELDS},
        **{name: document.keywords.get(name, []) for name in base.KEYWORD_FIELDS},
        **dict(document.numbers),
    }


def tombstone(object_name: str) -> dict[str, Any]:
    """What is left of a document that is gone: its version, so that nothing older comes back.

    A deletion would not do: Elasticsearch forgets the versions of what was deleted after a minute.
    """
    return {LIVE: False, "object": [object_name]}
