"""The embedded engine: tantivy in a folder, one generation of the index per sub-folder.

<folder>/current        name of the generation that answers
<folder>/<generation>/  a tantivy index and its passport (format, analysis)
<folder>/writer.lock    held by the one writer, freed by the kernel when it dies
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import threading
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any as Anything

import tantivy

from search.analysis import ANALYSIS_VERSION
from search.engines import base, tantivy_query
from search.engines.digest import digest
from search.engines.order import FACET_WINDOW, WINDOW, ordered_counts, tie
from search.engines.tantivy_query import STATE, TIE
from search.engines.vocabulary import MemoryVocabulary

_HEAP = 50_000_000
_VOCABULARY_SECONDS = 5.0
WRITER_PATIENCE = 10.0
"""Seconds that a change waits for another writer; a rebuild waits longer."""
_LARGEST_TIE = 2**56
_SPARE = 200
"""So many hits more than wanted are looked at: rarely do more have the score of the last one."""

Occur = tantivy.Occur
Query = tantivy.Query


class _Generation:
    """One opened generation of the index, with its vocabulary while that is fresh."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.index = tantivy.Index.open(str(path))
        self.seen = self._stamp()
        self._newest = self.index.searcher()
        self._vocabulary: MemoryVocabulary | None = None
        self._vocabulary_of: tuple[int, int] | None = None
        self._vocabulary_at = 0.0

    def _stamp(self) -> tuple[int, int]:
        status = (self.path / "meta.json").stat()
        return status.st_mtime_ns, status.st_ino

    def searcher(self) -> tantivy.Searcher:
        stamp = self._stamp()
        if stamp != self.seen:
            self.index.reload()
            self.seen = stamp
        return self.index.searcher()

    def vocabulary(self) -> MemoryVocabulary:
        searcher = self._newest = self.searcher()
        now = time.monotonic()
        fresh = self._vocabulary_of == self.seen or (
            # A large vocabulary is not read again for every change.
            searcher.num_docs > 5_000 and now - self._vocabulary_at < _VOCABULARY_SECONDS
        )
        if self._vocabulary is None or not fresh:
            self._vocabulary = MemoryVocabulary(
                searcher.num_docs,
                searcher.terms_with_prefix("text", ""),
                searcher.terms_with_prefix(base.SPELLING_FIELD, ""),
                # As of the question that is being asked: this is asked of every word of it.
                newer=lambda token: self._newest.doc_freq("text", token),
            )
            self._vocabulary_of = self.seen
            self._vocabulary_at = now
        return self._vocabulary


class EmbeddedEngine:
    """The port on tantivy. Safe for any number of readers and one writer at a time."""

    patience: float | None = None
    rebuild_is_exclusive = True

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self._schema = tantivy_query.schema()
        self._lock = threading.Lock()
        self._open: _Generation | None = None

    # --- reading ----------------------------------------------------------------------------

    def _current_path(self) -> Path | None:
        try:
            name = (self.folder / "current").read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise base.EngineError(f"the index cannot be read: {error}") from error
        return self.folder / name if name else None

    def _generation(self) -> _Generation | None:
        for attempt in range(3):
            path = self._current_path()
            if path is None:
                return None
            with self._lock:
                if self._open is not None and self._open.path == path:
                    return self._open
                try:
                    self._open = _Generation(path)
                except (ValueError, OSError) as error:
                    # The generation was replaced between the two steps: look again.
                    if attempt == 2:
                        raise base.EngineError(f"index {path.name}: {error}") from error
                    continue
                return self._open
        return None

    def is_current(self) -> bool:
        """Whether there is an index made by the present analysis in the present format."""
        path = self._current_path()
        if path is None:
            return False
        try:
            return json.loads((path / "passport.json").read_text("utf-8")) == _passport()
        except (OSError, ValueError):
            return False

    def ping(self) -> None:
        """Open the index."""
        generation = self._generation()
        if generation is None:
            raise base.EngineError("there is no index")
        try:
            generation.searcher()
        except (ValueError, OSError) as error:
            raise base.EngineError(str(error)) from error

    def warm_up(self) -> None:
        """Read the vocabulary."""
        self.vocabulary()

    def vocabulary(self) -> base.Vocabulary:
        """The vocabulary of the current generation, empty when there is none."""
        generation = self._generation()
        return generation.vocabulary() if generation else MemoryVocabulary(0, (), ())

    def search(self, request: base.SearchRequest) -> base.SearchAnswer:
        """Answer a request; nothing when there is no index yet."""
        generation = self._generation()
        if generation is None:
            return base.SearchAnswer(total=0)
        try:
            return self._search(generation.searcher(), request)
        except (ValueError, OSError) as error:
            raise base.EngineError(str(error)) from error

    def _search(self, searcher: tantivy.Searcher, request: base.SearchRequest) -> base.SearchAnswer:
        clauses = tantivy_query.Clauses(self._schema, request)
        wanted = min(request.offset + request.limit, WINDOW)
        ranked, total = self._ranked(searcher, clauses.for_hits(), wanted)
        hits = []
        for score, address in ranked[request.offset : wanted]:
            found = searcher.doc(address)
            hits.append(
                base.Hit(
                    id=str(found.get_first("id")),
                    object=str(found.get_first("object")),
                    language=str(found.get_first("language")),
                    score=score,
                    stored={
                        name: str(found.get_first(f"stored_{name}") or "")
                        for name in base.STORED_FIELDS
                    },
                )
            )
        return base.SearchAnswer(
            total=total, hits=tuple(hits), facets=self._facets(searcher, request, clauses)
        )

    def _ranked(
        self, searcher: tantivy.Searcher, query: tantivy.Query, wanted: int
    ) -> tuple[list[tuple[float, tantivy.DocAddress]], int]:
        """The first `wanted` documents by score, equal ones by their tie; and how many match."""
        result = searcher.search(query, limit=wanted + _SPARE, count=True)
        total = int(getattr(result, "count", len(result.hits)))
        found = self._with_ties(searcher, result.hits)
        if total > len(found) and wanted and found:
            last = min(score for score, _, _ in found)
            better = [each for each in found if each[0] > last]
            if len(better) < wanted:
                # The engine stopped among documents of one score, at any of them.
                equal = self._first_ties(searcher, query, last, wanted - len(better))
                found = better + equal
        found.sort(key=lambda each: (-each[0], each[1]))
        return [(score, address) for score, _, address in found[:wanted]], total

    def _with_ties(
        self, searcher: tantivy.Searcher, hits: Sequence[tuple[float, tantivy.DocAddress]]
    ) -> list[tuple[float, int, tantivy.DocAddress]]:
        ties = searcher.fast_field_values(TIE, [address for _, address in hits])
        return [
            (float(score), int(tie or 0), address)
            for (score, address), tie in zip(hits, ties, strict=True)
        ]

    def _first_ties(
        self, searcher: tantivy.Searcher, query: tantivy.Query, score: float, wanted: int
    ) -> list[tuple[float, int, tantivy.DocAddress]]:
        """The documents with just this score and the smallest ties, at least `wanted` of them.

        Ties are spread evenly: a small part of their range holds few documents, and the part is
        made larger until it holds enough.
        """
        bound = _LARGEST_TIE // max(1, searcher.num_docs // (4 * wanted))
        while True:
            few = Query.boolean_query(
                [
                    (Occur.Must, query),
                    (Occur.Must, Query.const_score_query(self._ties_up_to(bound), 0.0)),
                ]
            )
            hits = searcher.search(few, limit=max(searcher.num_docs, 1), count=False).hits
            equal = [each for each in self._with_ties(searcher, hits) if each[0] == score]
            if len(equal) >= wanted or bound >= _LARGEST_TIE:
                return equal
            bound = min(bound * 8, _LARGEST_TIE)

    def _ties_up_to(self, bound: int) -> tantivy.Query:
        return Query.range_query(self._schema, TIE, tantivy.FieldType.Unsigned, 0, bound)

    def _facets(
        self,
        searcher: tantivy.Searcher,
        request: base.SearchRequest,
        clauses: tantivy_query.Clauses,
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        counted: dict[str, tuple[tuple[str, int], ...]] = {}
        # Facets under the same filters are counted in one go.
        groups: dict[tuple[str, ...], list[base.Facet]] = {}
        for facet in request.facets:
            others = tuple(name for name in request.selections if name != facet.name)
            groups.setdefault(others, []).append(facet)
        for others, facets in groups.items():
            answer = searcher.aggregate(
                clauses.for_counts(others),
                {
                    facet.name: {"terms": {"field": facet.field, "size": FACET_WINDOW}}
                    for facet in facets
                },
            )
            for facet in facets:
                buckets = answer[facet.name]["buckets"]
                pairs = ((str(each["key"]), int(each["doc_count"])) for each in buckets)
                counted[facet.name] = ordered_counts(pairs, facet.size)
        return counted

    def digests(self) -> Mapping[str, str]:
        """Object → digest for every object in the index."""
        generation = self._generation()
        if generation is None:
            return {}
        found: dict[str, str] = {}
        searcher = generation.searcher()
        # Not from the list of terms: it still holds those of documents that were replaced.
        every = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1), count=False)
        for _, address in every.hits:
            name, _, value = str(searcher.doc(address).get_first(STATE)).partition("=")
            known = found.setdefault(name, value)
            if known != value:
                found[name] = f"{known}+{value}"
        return found

    # --- writing ----------------------------------------------------------------------------

    @contextlib.contextmanager
    def _writer_lock(self, patience: float) -> Iterator[None]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = open(self.folder / "writer.lock", "a")  # noqa: SIM115
        except OSError as error:
            raise base.EngineError(f"the index cannot be written: {error}") from error
        with lock as handle:
            deadline = time.monotonic() + patience
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError:
                    if time.monotonic() >= deadline:
                        raise base.EngineBusyError("another process writes the index") from None
                    time.sleep(0.05)
            try:
                yield
            except OSError as error:
                # A full disk, say: what was committed before is still there.
                raise base.EngineError(f"the index cannot be written: {error}") from error

    def apply(self, states: Iterable[base.ObjectState]) -> Mapping[str, str]:
        """Write the states into the current generation; makes an empty one if there is none."""
        with self._writer_lock(WRITER_PATIENCE):
            path = self._current_path()
            if path is None or not path.is_dir():
                path = self._new_generation()
                self._write(path, states)
                self._switch(path)
            else:
                self._write(path, states)
        return {}

    def rebuild(
        self, states: Iterable[base.ObjectState], refused: dict[str, str] | None = None
    ) -> int:
        """A new generation of these states takes over; the one before is kept until the next."""
        with self._writer_lock(6 * WRITER_PATIENCE):
            before = self._current_path()
            path = self._new_generation()
            try:
                count = self._write(path, states)
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
            self._switch(path)
            self._remove_others({path, before} if before else {path})
            return count

    def _new_generation(self) -> Path:
        path = self.folder / f"{time.strftime('%Y%m%d%H%M%S')}-{uuid.uuid4().hex[:8]}"
        path.mkdir(parents=True)
        try:
            tantivy.Index(self._schema, path=str(path))
        except ValueError as error:
            raise base.EngineError(str(error)) from error
        (path / "passport.json").write_text(json.dumps(_passport()), "utf-8")
        return path

    def _switch(self, path: Path) -> None:
        temporary = self.folder / f"current.{uuid.uuid4().hex[:8]}"
        with open(temporary, "w", encoding="utf-8") as handle:
            handle.write(path.name)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(temporary, self.folder / "current")

    def _remove_others(self, keep: set[Path]) -> None:
        for path in self.folder.iterdir():
            if path.is_dir() and path not in keep:
                shutil.rmtree(path, ignore_errors=True)

    def _write(self, path: Path, states: Iterable[base.ObjectState]) -> int:
        try:
            index = tantivy.Index.open(str(path))
            writer = index.writer(heap_size=_HEAP, num_threads=1)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise base.EngineBusyError(str(error)) from error
            raise base.EngineError(str(error)) from error
        count = 0
        try:
            for state in states:
                writer.delete_documents_by_term("object", state.object)
                mark = f"{state.object}={digest(state)}"
                for document in state.documents:
                    writer.add_document(self._document(document, mark))
                    count += 1
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise base.EngineError(str(error)) from error
        return count

    def _document(self, source: base.IndexDocument, mark: str) -> tantivy.Document:
        content: dict[str, Anything] = {
            "id": source.id,
            STATE: mark,
            TIE: tie(source.stored.get("title", ""), source.id),
            base.SPELLING_FIELD: " ".join(source.spellings),
        }
        for name in base.TEXT_FIELDS:
            content[name] = " ".join(source.texts.get(name, ()))
        for name in base.KEYWORD_FIELDS:
            content[name] = list(source.keywords.get(name, ()))
        for name in base.NUMBER_FIELDS:
            content[name] = source.numbers[name]
        for name in base.STORED_FIELDS:
            # Kept, not searched: the raw tokenizer would refuse nothing but fill the dictionary.
            content[f"stored_{name}"] = source.stored.get(name, "")
        return tantivy.Document.from_dict(content, self._schema)


def _passport() -> dict[str, int]:
    return {"format": base.INDEX_FORMAT, "analysis": ANALYSIS_VERSION}
