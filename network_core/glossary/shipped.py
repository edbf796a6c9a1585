"""The terms that the product begins with."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DATA_FILE = Path(__file__).parent / "data" / "terms.toml"


@dataclass(frozen=True, slots=True)
class ShippedTerm:
    """One entry of the list; of each rendering the first wording is the fixed one."""

    german: str
    spellings: tuple[str, ...]
    renderings: Mapping[str, tuple[str, ...]]
    note: str
    source: str


def shipped_terms() -> Iterator[ShippedTerm]:
    """The entries of the list, in its order."""
    for entry in tomllib.loads(DATA_FILE.read_text("utf-8"))["terms"]:
        yield ShippedTerm(
            entry["german"],
            tuple(entry.get("spellings", ())),
            {code: tuple(words) for code, words in entry["renderings"].items()},
            entry.get("note", ""),
            entry.get("source", ""),
        )
