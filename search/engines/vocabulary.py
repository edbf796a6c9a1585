"""The vocabulary of an index in memory: frequencies, spellings, words that are near."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis.normalise import fold

_MAX_NEAR = 3


class MemoryVocabulary:
    """Made once per state of the index from its lists of terms; never changed afterwards."""

    def __init__(
        self,
        documents: int,
        tokens: Iterable[tuple[str, int]],
        spellings: Iterable[tuple[str, int]],
        newer: Callable[[str], int] | None = None,
    ) -> None:
        self.documents = documents
        self._newer = newer
        self._frequency = dict(tokens)
        self._spelling: dict[str, tuple[int, str]] = {}
        for entry, count in spellings:
            key, _, written = entry.partition("=")
            if written and (count, written) > self._spelling.get(key, (0, "")):
                self._spelling[key] = (count, written)
        # Spelled words by length; what nobody spelled out anywhere is compared by its key.
        self._by_length: dict[int, dict[str, str]] = {}
        for key, (_, written) in self._spelling.items():
            self._file(fold(written), key)
        for token in self._frequency:
            if token.isalpha() and token not in self._spelling and token == token.lower():
                self._file(token, token)

    def _file(self, written: str, key: str) -> None:
        if written.isalpha():
            self._by_length.setdefault(len(written), {})[written] = key

    def frequency(self, token: str) -> int:
        """In how many documents the token stands.

        What was not there yet is asked for now (`newer`), so that a new word is found at once.
        """
        known = self._frequency.get(token)
        if known is None:
            return self._newer(token) if self._newer else 0
        return known

    def spelling(self, key: str) -> str | None:
        """The most frequent spelling of a key."""
        found = self._spelling.get(key)
        return found[1] if found else None

    def near(self, word: str, distance: int) -> list[str]:
        """Up to three keys of words within so many edits, nearest and most frequent first.

        A different first letter is a bigger difference than one further behind.
        """
        candidates: list[tuple[int, bool, int, str]] = []
        for length in range(len(word) - distance, len(word) + distance + 1):
            known = self._by_length.get(length)
            if not known:
                continue
            for written, edits, _ in process.extract(
                word, known.keys(), scorer=OSA.distance, score_cutoff=distance, limit=8
            ):
                key = known[written]
                candidates.append((edits, written[:1] != word[:1], -self.frequency(key), key))
        candidates.sort()
        return list(dict.fromkeys(key for *_, key in candidates))[:_MAX_NEAR]
