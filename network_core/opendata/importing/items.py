"""What a reader of any format hands over: items with values, and problems with row and field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

Values = dict[str, Any]


class Level(StrEnum):
    """An error stops the whole import; a hint only says what was not taken over."""

    ERROR = "error"
    HINT = "hint"


@dataclass(frozen=True)
class Problem:
    """Something wrong in the source, at a row and a field as the source names them."""

    level: Level
    row: str
    field: str
    message: str


@dataclass
class Problems:
    """The problems found so far."""

    found: list[Problem] = field(default_factory=list)

    def error(self, row: str, field: str, message: str) -> None:
        """Note something that must be put right first."""
        self.found.append(Problem(Level.ERROR, row, field, message))

    def hint(self, row: str, field: str, message: str) -> None:
        """Note something that is left out."""
        self.found.append(Problem(Level.HINT, row, field, message))

    @property
    def errors(self) -> list[Problem]:
        """Those that stop the import."""
        return [problem for problem in self.found if problem.level == Level.ERROR]

    @property
    def hints(self) -> list[Problem]:
        """Those that do not."""
        return [problem for problem in self.found if problem.level == Level.HINT]

    def grouped(self, level: Level) -> Iterator[tuple[Problem, int]]:
        """The problems of a level, the first of each kind with the number of rows that have it."""
        counts: dict[tuple[str, str], int] = {}
        first: dict[tuple[str, str], Problem] = {}
        for problem in self.found:
            if problem.level == level:
                key = problem.field, problem.message
                counts[key] = counts.get(key, 0) + 1
                first.setdefault(key, problem)
        for key, problem in first.items():
            yield problem, counts[key]


@dataclass
class Item:
    """One record of the source in the words of this house.

    `values` holds what the source says, in the form that `records.snapshot` gives for a record of
    the database, so that the two can be compared. A field that is missing in it is left alone;
    with `is_complete` it is emptied if an earlier import has filled it.
    """

    kind: str
    foreign_id: str
    row: str
    slug: str
    values: Values
    partner_id: str | None = None
    assured_on: date | None = None
    is_complete: bool = False
    hides_address: bool = False
    """Of an offer: its place is protected, so its partner's address must not give it away."""
    id_field: str = "id"
    """What the source calls the foreign id."""
