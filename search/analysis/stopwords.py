"""Words that tell nothing about what somebody looks for, per language.

German ones include the phrases of people who ask in sentences (ich muss, wer hilft, was tun).
They are left out of queries only where another word remains, and never where their capitals
make them an abbreviation.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


def stop_words(language: str) -> frozenset[str]:
    """The folded stop words of a language; empty where none are kept."""
    return _words(f"stopwords.{language}.txt")


def soft_words(language: str) -> frozenset[str]:
    """Folded words that say who and not what: they count in a query, but little."""
    return _words(f"soft.{language}.txt")


@lru_cache(maxsize=32)
def _words(name: str) -> frozenset[str]:
    source = resources.files("search.analysis").joinpath("data", name)
    if not source.is_file():
        return frozenset()
    return frozenset(
        word
        for line in source.read_text("utf-8").splitlines()
        if not line.startswith("#")
        for word in line.split()
    )
