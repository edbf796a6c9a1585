"""Which word was probably meant, when nobody knows what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis import Word, analyse, compounds, german
from search.analysis.normalise import fold
from search.analysis.synonyms import Synonyms
from search.engines.base import Vocabulary

MIN_LENGTH = 4
_LONG = 7
"""From this length on two edits are forgiven."""


class Speller:
    """Corrects words by the vocabulary of the index, the synonyms, and the words of the field."""

    def __init__(
        self, vocabulary: Vocabulary, synonyms: Callable[[str], Synonyms], chains: Iterable[str]
    ) -> None:
        self._vocabulary = vocabulary
        self._synonyms = synonyms
        self._chains = tuple(chains)

    def correct(self, word: Word, readings: Iterable[Word]) -> tuple[Word, str]:
        """The word with nothing, or the one that was probably meant with its spelling."""
        if any(self._is_known(reading) for reading in (word, *readings)):
            return word, ""
        folded = fold(word.surface)
        if len(folded) < MIN_LENGTH or not folded.isalpha():
            return word, ""
        distance = 1 if len(folded) < _LONG else 2
        for spelling in self._candidates(word, folded, distance):
            for meant in analyse(spelling, self._chains[0])[:1]:
                return meant._replace(start=word.start, end=word.end), spelling
        return word, ""

    def _seen(self, key: str) -> bool:
        return bool(self._vocabulary.frequency(key) or self._vocabulary.frequency("~" + key))

    def _is_known(self, word: Word) -> bool:
        if self._seen(word.key) or (word.abbreviation and self._seen(word.abbreviation)):
            return True
        if len(word.parts) > 1 and all(self._seen(part) for part in word.parts):
            return True
        if "de" in self._chains and german.is_known(word.surface):
            return True
        return any(self._synonyms(chain).find([(0, word)]) for chain in self._chains)

    def _candidates(self, word: Word, folded: str, distance: int) -> Iterable[str]:
        """Spellings that are near, the nearest first."""
        ranked: list[tuple[int, bool, int, str]] = []
        for rank, spelling in enumerate(self._near_words(word, folded, distance)):
            edits = min(
                OSA.distance(folded, fold(spelling)),
                OSA.distance(word.key, analyse(spelling, self._chains[0])[0].key)
                if analyse(spelling, self._chains[0])
                else distance,
            )
            ranked.append((edits, fold(spelling)[:1] != folded[:1], rank, spelling))
        ranked.sort()
        yield from (spelling for *_, spelling in ranked)
        if not ranked and "de" in self._chains and (meant := respell_compound(folded)):
            yield meant

    def _near_words(self, word: Word, folded: str, distance: int) -> Iterable[str]:
        for near in self._vocabulary.near(folded, distance):
            yield self._vocabulary.spelling(near) or near
        if word.key != folded and len(word.key) >= MIN_LENGTH:
            for near in self._vocabulary.near(word.key, 1 if len(word.key) < _LONG else 2):
                yield self._vocabulary.spelling(near) or near
        for chain in self._chains:
            yield from self._synonyms(chain).near(folded, distance)


def respell_compound(folded: str) -> str:
    """A compound of two known words of the field, one of them with a slip; empty if none is."""
    lexicon = {fold(part): part for part in compounds.lexicon() if len(part) >= MIN_LENGTH}
    best: tuple[int, int, str] | None = None
    for cut in range(MIN_LENGTH, len(folded) - MIN_LENGTH + 1):
        head, tail = folded[:cut], folded[cut:]
        for link in ("", "s", "n", "en", "es"):
            if not head.endswith(link):
                continue
            stem = head[: len(head) - len(link)]
            if stem in lexicon and (near := _near_part(tail, lexicon)):
                found = (near[0], -len(near[1]), lexicon[stem] + link + lexicon[near[1]])
                best = min(best, found) if best else found
        if tail in lexicon and (near := _near_part(head, lexicon)):
            found = (near[0], -len(near[1]), lexicon[near[1]] + lexicon[tail])
            best = min(best, found) if best else found
    return best[2] if best else ""


def _near_part(text: str, lexicon: dict[str, str]) -> tuple[int, str] | None:
    if len(text) < MIN_LENGTH:
        return None
    distance = 1 if len(text) < _LONG else 2
    found = process.extractOne(text, lexicon.keys(), scorer=OSA.distance, score_cutoff=distance)
    return (int(found[1]), found[0]) if found and found[1] else None
