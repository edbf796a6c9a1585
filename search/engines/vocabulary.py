"""The vocabulary of an index in memory: frequencies, spellings, words that are near."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_PART = "~"
_MAX_NEAR = 3


class MemoryVocabulary:
    """Made once per state of the index from its lists of terms; never changed afterwards."""

    def __init__(
        self,
        documents: int,
        tokens: Iterable[tuple[str, int]],
        spellings: Iterable[tuple[str, int]],
    ) -> None:
        self.documents = documents
        self._frequency = dict(tokens)
        self._spelling: dict[str, tuple[int, str]] = {}
        for entry, count in spellings:
            key, _, written = entry.partition("=")
            if written and (count, written) > self._spelling.get(key, (0, "")):
                self._spelling[key] = (count, written)
        self._by_length: dict[int, list[str]] = {}
        for token in self._frequency:
            if not token.startswith(_PART) and token.isalpha() and token == token.lower():
                self._by_length.setdefault(len(token), []).append(token)

    def frequency(self, token: str) -> int:
        """In how many documents the token stands."""
        return self._frequency.get(token, 0)

    def spelling(self, key: str) -> str | None:
        """The most frequent spelling of a key."""
        found = self._spelling.get(key)
        return found[1] if found else None

    def near(self, key: str, distance: int) -> list[str]:
        """Up to three keys within so many edits; the first letter may differ only at the end."""
        candidates: list[tuple[int, bool, int, str]] = []
        for length in range(len(key) - distance, len(key) + distance + 1):
            words = self._by_length.get(length)
            if not words:
                continue
            for word, edits, _ in process.extract(
                key, words, scorer=OSA.distance, score_cutoff=distance, limit=8
            ):
                candidates.append((edits, word[:1] != key[:1], -self.frequency(word), word))
        candidates.sort()
        best = candidates[0][0] if candidates else 0
        return [word for edits, _, _, word in candidates if edits == best][:_MAX_NEAR]
