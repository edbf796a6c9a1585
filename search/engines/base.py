"""The port: documents, query tree, request and answer, in no engine's language.

Every score is a number written into the tree by `search.query`; an engine adds up what matched
and computes nothing of its own. So two engines that hold the same tokens give the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any as Anything
from typing import Protocol

TEXT_FIELDS = ("title", "lead", "keywords", "text", "start")
"""Token streams. `text` holds every token of the document, the others those of telling places;
`start` the words of the title as they are written, for whoever is still typing."""

KEYWORD_FIELDS = (
    "object",
    "type",
    "language",
    "stands_for",
    "network",
    "hidden_in",
    "term",
    "topic",
    "life_situation",
    "format",
    "audience",
    "spoken",
    "cost",
    "region",
    "postcode",
    "town",
    "reach",
)
NUMBER_FIELDS = ("visible_from", "visible_until", "check_due")
STORED_FIELDS = ("title", "excerpt")
"""Plain text kept beside the tokens, for excerpts."""

SPELLING_FIELD = "spelling"
"""`key=Spelling` of the words in telling places: what „meinten Sie“ may offer."""

INDEX_FORMAT = 5
"""Raise with every change of the fields: the index is then rebuilt."""


class EngineError(Exception):
    """The engine could not do what was asked; the message names the engine's reason."""


class EngineBusyError(EngineError):
    """Another writer is at work; ask again later."""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One object in one language, ready for any engine; every document has every field."""

    id: str
    object: str
    texts: Mapping[str, list[str]]
    keywords: Mapping[str, list[str]]
    numbers: Mapping[str, int]
    stored: Mapping[str, str]
    spellings: list[str] = field(default_factory=list)

    def __reduce__(self) -> tuple[Anything, ...]:
        """Tokens hold no white space: as one text they are passed on faster."""
        packed = {name: " ".join(tokens) for name, tokens in self.texts.items()}
        rest = (self.keywords, self.numbers, self.stored, " ".join(self.spellings))
        return _unpacked, (self.id, self.object, packed, *rest)


def _unpacked(
    identity: str,
    name: str,
    texts: Mapping[str, str],
    keywords: Mapping[str, list[str]],
    numbers: Mapping[str, int],
    stored: Mapping[str, str],
    spellings: str,
) -> IndexDocument:
    tokens = {stream: text.split() for stream, text in texts.items()}
    return IndexDocument(identity, name, tokens, keywords, numbers, stored, spellings.split())


@dataclass(frozen=True, slots=True)
class ObjectState:
    """All documents of one object as of a version; none: the object is to be found no more."""

    object: str
    version: int
    documents: tuple[IndexDocument, ...] = ()

    @property
    def is_tombstone(self) -> bool:
        """Whether the object is gone, private or not live."""
        return not self.documents


# --- the query tree -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """A token in a text field; a match is worth `score`."""

    field: str
    token: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """A token in a text field that begins with `start`; a match is worth `score`."""

    field: str
    start: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Keyword:
    """One of the values in a keyword field."""

    field: str
    values: tuple[str, ...]
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Range:
    """A number field between two bounds, both inclusive; None is open."""

    field: str
    lower: int | None = None
    upper: int | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every child matches; worth their sum."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one child matches; worth the sum of those that do."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Best:
    """At least one child matches; worth the best of them."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """The child matches; worth `score`, whatever the child is worth."""

    child: Node
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Without:
    """The child does not match; worth nothing."""

    child: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document; worth nothing."""


Node = Token | Prefix | Keyword | Range | All | Any | Best | Fixed | Without | Everything


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts per value of a keyword field, under every selection but the one on this facet."""

    name: str
    field: str
    size: int = 50


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to find: `match` scores, `filters` always hold, `selections` are the visitor's own.

    A selection is named like the facet it narrows, so that the facet still counts the rest.
    """

    match: Node
    filters: tuple[Node, ...]
    selections: Mapping[str, Node] = field(default_factory=dict)
    boosts: tuple[Node, ...] = ()
    """Add to the score of what matches anyway."""
    facets: tuple[Facet, ...] = ()
    offset: int = 0
    limit: int = 20
    seconds: float | None = None
    """What is left of the engine's patience; EngineError when it takes longer."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found."""

    id: str
    object: str
    language: str
    score: float
    stored: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The hits of one page, how many there are in all, and the counts per facet value."""

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


class Vocabulary(Protocol):
    """The words the index holds, for weights and for spelling."""

    documents: int

    def frequency(self, token: str) -> int:
        """In how many documents the token stands (about: deletions may still count)."""

    def spelling(self, key: str) -> str | None:
        """How the word of this key is written, if it stands in a telling place."""

    def near(self, word: str, distance: int) -> list[str]:
        """Keys of words within so many edits of a folded word, nearest and commonest first."""


class Engine(Protocol):
    """What search needs from an engine."""

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer a request; ties are in the order of the document ids. EngineError if down."""

    def vocabulary(self) -> Vocabulary:
        """The vocabulary as of now or a few seconds ago."""

    @property
    def patience(self) -> float | None:
        """Seconds that all questions of one search may take together; None: it needs no limit."""

    rebuild_is_exclusive: bool
    """Whether nobody else can write while the index is rebuilt."""

    def apply(self, states: Iterable[ObjectState]) -> Mapping[str, str]:
        """Write or remove the objects; durable and visible when this returns.

        Returns the objects that the engine refused, with its reason: trying again will not help.

        The states are taken from the iterable only while no other writer can come between, so
        that what is read there is never older than what the index already holds (an engine that
        keeps versions may instead refuse the older one). EngineBusyError when another writer
        holds the index. Applying a state twice changes nothing.
        """

    def rebuild(self, states: Iterable[ObjectState], refused: dict[str, str] | None = None) -> int:
        """A fresh index of exactly these objects takes the old one's place at the end.

        The old one answers until then, and stays when anything fails. Returns the documents.
        Objects that the engine refuses are left out, and stand in `refused` with the reason.
        """

    def digests(self) -> Mapping[str, str]:
        """Object → digest of its documents, for all that the index holds."""

    def warm_up(self) -> None:
        """Get ready for the first search, so that no visitor waits for it. EngineError if down."""

    def ping(self) -> None:
        """Return when searches can be answered; EngineError if not, or if there is no index."""

    def is_current(self) -> bool:
        """Whether there is an index of the present format and analysis."""
