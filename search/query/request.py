"""What a visitor asks for, read from an address: bounded, cleaned, never an error."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from search.analysis.normalise import clean

MAX_QUERY = 200
MAX_VALUES = 20
MAX_VALUE = 80
PER_PAGE = 20
MAX_PAGE = 50
ANYWHERE = "ueberall"
FACETS = ("network", "type", "topic")


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the visitor's own filters and the page of the result."""

    query: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    page: int = 1
    anywhere: bool = False
    """A place in the query is no filter: the visitor has taken it off."""

    def values(self, facet: str) -> tuple[str, ...]:
        """The values chosen in one facet."""
        return dict(self.chosen).get(facet, ())

    def without(self, facet: str, value: str) -> Question:
        """The same question without one of its filters, from its first page."""
        chosen = tuple(
            (name, tuple(each for each in values if (name, each) != (facet, value)))
            for name, values in self.chosen
        )
        return replace(self, chosen=chosen, page=1)

    def without_place(self) -> Question:
        """The same question, wherever the answer is."""
        return replace(self, anywhere=True, page=1)

    def to_address(self) -> str:
        """The question as the part of an address behind the `?`, without its page."""
        pairs = [("q", self.query)] if self.query else []
        pairs += [(name, value) for name, values in self.chosen for value in values]
        if self.anywhere:
            pairs.append((ANYWHERE, "1"))
        return urlencode(pairs)


def read_question(parameters: QueryDict) -> Question:
    """The question in an address. Whatever is too long, unknown or odd is cut or left out."""
    query = " ".join(clean(parameters.get("q", "")[: MAX_QUERY * 2]).split())[:MAX_QUERY].strip()
    chosen = []
    for name in FACETS:
        values = dict.fromkeys(
            value
            for value in parameters.getlist(name)[:MAX_VALUES]
            if 0 < len(value) <= MAX_VALUE and value.replace("-", "").replace("_", "").isalnum()
        )
        if values:
            chosen.append((name, tuple(values)))
    return Question(
        query,
        tuple(chosen),
        _page(parameters.get("p", "1")),
        anywhere=parameters.get(ANYWHERE) == "1",
    )


def _page(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        return 1
    return min(max(int(text), 1), MAX_PAGE)
