"""The words of the index, counted by Elasticsearch and kept in the memory of each process.

Read whole once, and then brought up to date by what was written since: every write of an index
has a number, and a new one says what has changed. A word that was removed may count a little
longer; the whole is read again from time to time.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from elasticsearch import Elasticsearch

from search.engines import base
from search.engines.elastic import mapping
from search.engines.elastic.breaker import CircuitBreaker
from search.engines.vocabulary import MemoryVocabulary

logger = logging.getLogger(__name__)

CHECK_SECONDS = 1.0
"""So old a vocabulary may be before somebody asks what has changed."""
CHECK_PATIENCE = 0.1
"""So long a search waits for that answer; then it goes on with the words as they were."""
WHOLE_SECONDS = 900.0
"""So old it may be before it is read again as a whole."""
MOST_CHANGES = 300
LOAD_TIMEOUT = 60.0
_PART = 40_000
"""So many values are counted in one answer; more are asked for in parts."""


@dataclass(frozen=True, slots=True)
class _Counted:
    index: str
    number: int
    documents: int
    tokens: dict[str, int]
    spellings: dict[str, int]
    at: float

    def vocabulary(self) -> MemoryVocabulary:
        return MemoryVocabulary(self.documents, self.tokens.items(), self.spellings.items())


class LiveVocabulary:
    """The vocabulary of the index behind an alias."""

    def __init__(
        self, client: Elasticsearch, alias: str, breaker: CircuitBreaker, timeout: float
    ) -> None:
        self._client = client
        self._searcher = client.options(request_timeout=timeout)
        self._alias = alias
        self._breaker = breaker
        self._timeout = timeout
        self._lock = threading.Lock()
        self._counted: _Counted | None = None
        self._vocabulary = MemoryVocabulary(0, (), ())
        self._checked_at = 0.0
        self._loading: threading.Thread | None = None
        self._loading_since = 0.0
        self._checking: threading.Thread | None = None

    def current(self) -> MemoryVocabulary:
        """The vocabulary as of at most a second ago.

        The first one is waited for no longer than for a search; EngineError if it takes longer.
        """
        if self._counted is None:
            thread = self._load_in_background()
            # Who comes while it has long been loading does not wait once more.
            thread.join(max(0.0, self._loading_since + self._timeout - time.monotonic()))
            if self._counted is None:
                raise base.EngineError("the vocabulary is not there yet")
        elif time.monotonic() - self._checked_at > CHECK_SECONDS:
            self._check_in_background()
        return self._vocabulary

    def forget(self) -> None:
        """Read everything anew at the next question: the index is another one."""
        with self._lock:
            self._counted = None

    def load(self) -> None:
        """Read the whole vocabulary now; EngineError if the server does not give it."""
        with self._breaker.guarding():
            counted = self._whole()
        self._take(counted)

    # --- keeping up ---------------------------------------------------------------------------

    def _check_in_background(self) -> None:
        """Take in what was written since; a slow server is not waited for by any search."""
        with self._lock:
            if self._checking is not None and self._checking.is_alive():
                return
            self._checked_at = time.monotonic()
            self._checking = threading.Thread(
                target=self._check_quietly, name="vocabulary", daemon=True
            )
            self._checking.start()
        self._checking.join(CHECK_PATIENCE)

    def _check_quietly(self) -> None:
        try:
            self._check()
        except base.EngineError as error:
            logger.warning("The vocabulary cannot be brought up to date: %s", error)

    def _check(self) -> None:
        known = self._counted
        if known is None:
            return
        with self._breaker.guarding():
            changed = self._changed(known)
        if changed is None or time.monotonic() - known.at > WHOLE_SECONDS:
            self._load_in_background()
        elif changed is not known:
            self._take(changed)

    def _take(self, counted: _Counted) -> None:
        vocabulary = counted.vocabulary()
        with self._lock:
            self._vocabulary, self._counted = vocabulary, counted
            self._checked_at = time.monotonic()

    def _load_in_background(self) -> threading.Thread:
        with self._lock:
            if self._loading is None or not self._loading.is_alive():
                self._loading_since = time.monotonic()
                self._loading = threading.Thread(
                    target=self._load_quietly, name="vocabulary", daemon=True
                )
                self._loading.start()
            return self._loading

    def _load_quietly(self) -> None:
        try:
            self.load()
        except base.EngineError as error:
            logger.warning("The vocabulary cannot be read: %s", error)

    # --- asking -------------------------------------------------------------------------------

    def _changed(self, known: _Counted) -> _Counted | None:
        """`known` with what was written since; None if it has to be read as a whole."""
        answer = self._searcher.search(
            index=self._alias,
            ignore_unavailable=True,
            query={
                "bool": {
                    "should": [
                        {"range": {"_seq_no": {"gt": known.number}}},
                        # The alias names another index by now, whose numbers mean something else.
                        {"bool": {"must_not": {"term": {"_index": known.index}}}},
                    ]
                }
            },
            sort=[{"_seq_no": "asc"}],
            size=MOST_CHANGES,
            source_includes=[mapping.LIVE, mapping.TOKENS, base.SPELLING_FIELD],
            track_total_hits=True,
        )
        hits = answer["hits"]["hits"]
        if not hits:
            return known
        if answer["hits"]["total"]["value"] > len(hits) or hits[0]["_index"] != known.index:
            return None
        tokens, spellings, added = dict(known.tokens), dict(known.spellings), 0
        for hit in hits:
            for token in hit["_source"].get(mapping.TOKENS, ()):
                tokens[token] = tokens.get(token, 0) + 1
            for spelling in hit["_source"].get(base.SPELLING_FIELD, ()):
                spellings[spelling] = spellings.get(spelling, 0) + 1
            added += bool(hit["_source"][mapping.LIVE])
        number = int(hits[-1]["sort"][0])
        return _Counted(known.index, number, known.documents + added, tokens, spellings, known.at)

    def _whole(self) -> _Counted:
        client = self._client.options(request_timeout=LOAD_TIMEOUT)
        newest = client.search(
            index=self._alias,
            ignore_unavailable=True,
            sort=[{"_seq_no": "desc"}],
            size=1,
            source=False,
        )["hits"]["hits"]
        if not newest:
            return _Counted("", -1, 0, {}, {}, time.monotonic())
        documents = client.count(index=self._alias, query={"term": {mapping.LIVE: True}})["count"]
        return _Counted(
            index=newest[0]["_index"],
            number=int(newest[0]["sort"][0]),
            documents=int(documents),
            tokens=dict(self._counts(client, mapping.TOKENS)),
            spellings=dict(self._counts(client, base.SPELLING_FIELD)),
            at=time.monotonic(),
        )

    def _counts(self, client: Elasticsearch, field: str) -> Iterator[tuple[str, int]]:
        parts, part = 1, 0
        while part < parts:
            terms: dict[str, object] = {"field": field, "size": _PART}
            if parts > 1:
                terms["include"] = {"partition": part, "num_partitions": parts}
            answer = client.search(index=self._alias, size=0, aggs={"values": {"terms": terms}})[
                "aggregations"
            ]["values"]
            if answer["sum_other_doc_count"]:
                # Begin again with smaller parts; what was counted already counts the same again.
                parts, part = parts * 2, 0
                continue
            for bucket in answer["buckets"]:
                yield str(bucket["key"]), int(bucket["doc_count"])
            part += 1
