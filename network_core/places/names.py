"""Names of places as people write them, made comparable."""

import re
import unicodedata
from functools import lru_cache

# What follows tells a place from others of its name: Bad Lauterberg im Harz, Frankfurt (Oder).
_APPENDIX = re.compile(
    r"\s+(?:im|am|an|in|bei|auf|vor|ob|unter|a\.|i\.|b\.)\s.*$|\s*[(,/].*$|\s+(?:a\.|i\.)\S.*$",
    re.IGNORECASE,
)
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOISE = re.compile(r"[^a-z0-9]+")
# Short forms that people use more often than the name itself.
_SHORT_WORDS = {"hann": "hannoversch", "st": "sankt"}


@lru_cache(maxsize=10_000)
def fold(name: str) -> str:
    """`name` in small letters without umlauts, accents, hyphens and points."""
    text = unicodedata.normalize("NFC", name).casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    words = _NOISE.sub(" ", text).split()
    return " ".join(_SHORT_WORDS.get(word, word) for word in words)


def fold_short(name: str) -> str:
    """The same without an appendix; a name that is all appendix stays."""
    return fold(_APPENDIX.sub("", name)) or fold(name)
