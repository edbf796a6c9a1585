"""The port on Elasticsearch.

An alias names the index that answers. Every object has one document or tombstone per language,
each with the version of the object's outbox row: what is older than what the index holds is
refused by the server itself, in whatever order and from however many indexers it comes.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any as Anything

from elasticsearch import Elasticsearch, helpers

from search.engines import base
from search.engines.digest import digest
from search.engines.elastic import mapping, query
from search.engines.elastic.breaker import CircuitBreaker
from search.engines.elastic.vocabulary import LiveVocabulary
from search.engines.order import WINDOW, exact, ordered_counts

WRITE_TIMEOUT = 30.0
_CHUNK = 500
_CHUNK_BYTES = 5_000_000
_SCAN = WINDOW
_NEWER_IS_THERE = 409
_TRY_AGAIN = {408, 429, 500, 502, 503, 504}
_LEFTOVER_SECONDS = 24 * 60 * 60
_LEAST_SECONDS = 0.03


@dataclass(frozen=True)
class Server:
    """Where Elasticsearch is, and how patient searches are with it."""

    url: str
    prefix: str = "networks"
    api_key: str = ""
    ca_certs: str = ""
    replicas: int = 0
    search_timeout: float = 0.3
    """Seconds. A search that takes longer, with all its questions to the server, is given up and
    answered from the database."""


class ElasticEngine:
    """Safe for any number of readers and writers."""

    rebuild_is_exclusive = False

    def __init__(self, server: Server, languages: Iterable[str]) -> None:
        self.url = server.url
        self.alias = f"{server.prefix}-live"
        self._generations = f"{server.prefix}-of-"
        self._server = server
        self.patience = server.search_timeout
        self._languages = tuple(languages)
        options: dict[str, Anything] = {"max_retries": 0, "retry_on_timeout": False}
        if server.api_key:
            options["api_key"] = server.api_key
        if server.ca_certs:
            options["ca_certs"] = server.ca_certs
        self._client = Elasticsearch(server.url, **options)
        self._searcher = self._client.options(request_timeout=server.search_timeout)
        self._hurried: dict[int, Elasticsearch] = {}
        self._writer = self._client.options(request_timeout=WRITE_TIMEOUT)
        self._breaker = CircuitBreaker()
        # The indexer waits by itself after a failure, and a slow write says little about searches.
        self._writing = CircuitBreaker(open_seconds=0)
        self._vocabulary = LiveVocabulary(
            self._client, self.alias, self._breaker, server.search_timeout
        )

    # --- reading ------------------------------------------------------------------------------

    def search(self, request: base.SearchRequest) -> base.SearchAnswer:
        """Answer a request; nothing when there is no index yet."""
        if request.seconds is not None and request.seconds < _LEAST_SECONDS:
            # Not the server's fault alone: it is not asked, and the breaker stays as it is.
            raise base.EngineError("the search has taken too long")
        with self._breaker.guarding():
            search = query.whole(self._client_for(request.seconds), self.alias, request)
            return _answer(search.answer(), request)

    def _client_for(self, seconds: float | None) -> Elasticsearch:
        """A client that waits so long at most, to the hundredth: making one takes its time."""
        if seconds is None or seconds >= self.patience:
            return self._searcher
        hundredths = int(seconds * 100)
        if hundredths not in self._hurried:
            self._hurried[hundredths] = self._client.options(request_timeout=hundredths / 100)
        return self._hurried[hundredths]

    def vocabulary(self) -> base.Vocabulary:
        """The vocabulary of the index as of a second ago."""
        return self._vocabulary.current()

    def ping(self) -> None:
        """Ask for nothing of the index that the alias names, as patiently as a search does."""
        with self._breaker.guarding():
            answer = self._searcher.search(index=self.alias, size=0, track_total_hits=False)
            _require_whole(answer.body)

    def warm_up(self) -> None:
        """Read the vocabulary, so that no visitor has to wait for it; EngineError if down."""
        self._vocabulary.load()

    def is_current(self) -> bool:
        """Whether the alias names an index made by the present analysis in the present format."""
        with self._writing.guarding():
            found = self._writer.indices.get_mapping(index=self.alias, ignore_unavailable=True)
            made_by = [each["mappings"].get("_meta") for each in found.values()]
        return made_by == [mapping.passport()]

    def digests(self) -> Mapping[str, str]:
        """Object → digest for every object in the index."""
        found: dict[str, str] = {}
        with self._writing.guarding():
            for hit in helpers.scan(
                self._writer,
                index=self.alias,
                query={"query": {"term": {mapping.LIVE: True}}, "_source": [mapping.STATE]},
                size=_SCAN,
                ignore_unavailable=True,
            ):
                name, _, value = str(hit["_source"][mapping.STATE]).partition("=")
                known = found.setdefault(name, value)
                if known != value:
                    found[name] = f"{known}+{value}"
        return found

    # --- writing ------------------------------------------------------------------------------

    def apply(self, states: Iterable[base.ObjectState]) -> Mapping[str, str]:
        """Write the states; refused objects with the server's reason (they need a person).

        What the server could not do now but might later is an EngineError, and nothing is lost:
        writing the rest once more changes nothing.
        """
        if not self._live_indices():
            self._switch(self._new_index(), [])
        actions = chain.from_iterable(self._actions(state, self.alias) for state in states)
        return self._bulk(actions, refresh=True, require_alias=True)[1]

    def rebuild(
        self, states: Iterable[base.ObjectState], refused: dict[str, str] | None = None
    ) -> int:
        """A new index of these states takes over; the one before is kept until the next."""
        name = self._new_index()
        try:
            count, left_out = self._bulk(
                chain.from_iterable(self._actions(state, name, bury=False) for state in states)
            )
            if refused is not None:
                refused.update(left_out)
            with self._writing.guarding():
                self._writer.indices.refresh(index=name)
        except BaseException:
            with self._writing.guarding():
                self._writer.indices.delete(index=name, ignore_unavailable=True)
            raise
        before = self._live_indices()
        self._switch(name, before)
        self._remove_old({name, *before})
        self._vocabulary.forget()
        return count

    def _actions(
        self, state: base.ObjectState, index: str, *, bury: bool = True
    ) -> Iterator[dict[str, Anything]]:
        """One write per language: the document, or a tombstone where there is none (any more)."""
        mark = f"{state.object}={digest(state)}"
        common = {
            "_op_type": "index",
            "_index": index,
            "version": state.version,
            "version_type": "external_gte",
        }
        written = set()
        for document in state.documents:
            written.add(document.id)
            yield {**common, "_id": document.id, "_source": mapping.source(document, mark)}
        for language in self._languages if bury else ():
            identity = f"{state.object}:{language}"
            if identity not in written:
                yield {**common, "_id": identity, "_source": mapping.tombstone(state.object)}

    def _bulk(
        self, actions: Iterable[dict[str, Anything]], **parameters: Anything
    ) -> tuple[int, dict[str, str]]:
        """Write; how many documents were taken, and the objects that were refused.

        An answer of 200 says nothing: every item has a status of its own.
        """
        count = 0
        refused: dict[str, str] = {}
        with self._writing.guarding():
            for _, item in helpers.streaming_bulk(
                self._writer,
                actions,
                chunk_size=_CHUNK,
                max_chunk_bytes=_CHUNK_BYTES,
                raise_on_error=False,
                raise_on_exception=True,
                **parameters,
            ):
                result = item["index"]
                status = int(result["status"])
                reason = str((result.get("error") or {}).get("reason", ""))
                if status < 300:
                    count += 1
                elif status in _TRY_AGAIN:
                    raise base.EngineError(f"{status} {reason}")
                elif status != _NEWER_IS_THERE:
                    refused[result["_id"].rsplit(":", 1)[0]] = f"{status} {reason}"
        return count, refused

    def _new_index(self) -> str:
        name = f"{self._generations}{time.strftime('%Y%m%d%H%M%S')}-{uuid.uuid4().hex[:8]}"
        with self._writing.guarding():
            self._writer.indices.create(
                index=name,
                settings=mapping.settings(self._server.replicas),
                mappings=mapping.mappings(),
            )
        return name

    def _live_indices(self) -> list[str]:
        with self._writing.guarding():
            if not self._writer.indices.exists_alias(name=self.alias):
                return []
            return list(self._writer.indices.get_alias(name=self.alias))

    def _switch(self, name: str, before: Iterable[str]) -> None:
        """Let the alias name this index and no other, in one step."""
        actions: list[dict[str, Anything]] = [
            {"remove": {"index": index, "alias": self.alias}} for index in before
        ]
        actions.append({"add": {"index": name, "alias": self.alias}})
        with self._writing.guarding():
            self._writer.indices.update_aliases(actions=actions)

    def _remove_old(self, keep: set[str]) -> None:
        """Delete what is older than the index before, and what a killed rebuild left a day ago."""
        with self._writing.guarding():
            found = self._writer.indices.get_settings(
                index=f"{self._generations}*", name="index.creation_date"
            )
            made = {
                name: int(each["settings"]["index"]["creation_date"]) / 1000
                for name, each in found.items()
            }
            oldest = min((made[name] for name in keep if name in made), default=0.0)
            for name, at in made.items():
                is_old = at < oldest or at < time.time() - _LEFTOVER_SECONDS
                if name not in keep and is_old:
                    self._writer.indices.delete(index=name, ignore_unavailable=True)


def _require_whole(answer: Mapping[str, Anything]) -> None:
    if answer.get("timed_out") or answer["_shards"]["failed"]:
        raise base.EngineError("a part of the index does not answer")


def _answer(answer: dict[str, Anything], request: base.SearchRequest) -> base.SearchAnswer:
    _require_whole(answer)
    hits = []
    for found in answer["hits"]["hits"]:
        source = found["_source"]
        hits.append(
            base.Hit(
                id=found["_id"],
                object=source["object"][0],
                language=source["language"][0],
                score=exact(float(found["sort"][0])),
                stored=source["stored"],
            )
        )
    return base.SearchAnswer(
        total=int(answer["hits"]["total"]["value"]),
        hits=tuple(hits),
        facets={facet.name: _counts(answer, facet) for facet in request.facets},
    )


def _counts(answer: dict[str, Anything], facet: base.Facet) -> tuple[tuple[str, int], ...]:
    buckets = answer["aggregations"][facet.name]["values"]["buckets"]
    return ordered_counts(
        ((str(each["key"]), int(each["doc_count"])) for each in buckets), facet.size
    )
