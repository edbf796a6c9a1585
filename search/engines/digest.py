"""A short fingerprint of an object's documents: tells whether index and database agree."""

from __future__ import annotations

import hashlib
import json

from search.engines.base import ObjectState


def digest(state: ObjectState) -> str:
    """The same for the same documents, whatever the version and the order of their making."""
    content = [
        [doc.id, dict(doc.texts), dict(doc.keywords), dict(doc.numbers), dict(doc.stored)]
        for doc in sorted(state.documents, key=lambda doc: doc.id)
    ]
    raw = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.blake2b(raw, digest_size=8).hexdigest()
