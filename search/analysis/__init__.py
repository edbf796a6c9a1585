"""Text → tokens, once and in Python, so that every engine indexes and answers the same.

Raise `ANALYSIS_VERSION` with every change that makes the same text yield other tokens: the
indexer then rebuilds the index before it goes on.
"""

from search.analysis.chain import Word, analyse, index_tokens, tokens_of
from search.analysis.compounds import places_of_the_field
from search.analysis.languages import language_of_analysis

ANALYSIS_VERSION = 2

__all__ = [
    "ANALYSIS_VERSION",
    "Word",
    "analyse",
    "index_tokens",
    "language_of_analysis",
    "places_of_the_field",
    "tokens_of",
]
