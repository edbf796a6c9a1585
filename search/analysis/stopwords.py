"""Words that tell nothing about what somebody looks for, per language.

German ones include the phrases of people who ask in sentences (ich muss, wer hilft, was tun).
They are left out of queries only where another word remains, and never where their capitals
make them an abbreviation.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=32)
def stop_words(language: str) -> frozenset[str]:
    """The folded stop words of a language; empty where none are kept."""
    source = resources.files("search.analysis").joinpath(f"data/stopwords.{language}.txt")
    if not source.is_file():
        return frozenset()
    return frozenset(
        word
        for line in source.read_text("utf-8").splitlines()
        if not line.startswith("#")
        for word in line.split()
    )
