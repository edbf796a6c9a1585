"""What a report consists of, whatever it is shown as: sections with text, tables and lines.

The page, the PDF and the tables to download are made from these, so they cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from network_core.umbrella.figures import Value
from network_core.umbrella.lights import Light
from network_core.umbrella.line_chart import LineChart


@dataclass(frozen=True)
class Cell:
    """What people read, and the number behind it for files: shares in per cent, words as words."""

    text: str
    number: Value | str = None
    light: Light | None = None
    note: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is words, which are read from the left."""
        return isinstance(self.number, str)


@dataclass(frozen=True)
class Row:
    """One row; `note` stands below its name, `url` leads further on the page."""

    name: str
    cells: Sequence[Cell]
    note: str = ""
    is_own: bool = False
    url: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose first column names the rows; `headings` are those of all columns.

    `name` is short: that of a sheet in a workbook.
    """

    name: str
    caption: str
    headings: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Meaning:
    """What a figure counts."""

    term: str
    text: str


@dataclass(frozen=True)
class Section:
    """One part of a report under its heading."""

    heading: str
    paragraphs: Sequence[str] = ()
    tables: Sequence[Table] = ()
    charts: Sequence[LineChart] = ()
    items: Sequence[str] = ()
    meanings: Sequence[Meaning] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing below the heading."""
        return not any((self.paragraphs, self.tables, self.charts, self.items, self.meanings))


@dataclass(frozen=True)
class Document:
    """A whole report: about whom, about which time, counted when."""

    title: str
    subtitle: str
    author: str
    day: date
    sections: Sequence[Section]
    file_name: str
    """Without its ending."""

    @property
    def tables(self) -> list[Table]:
        """All tables, in order."""
        return [table for section in self.sections for table in section.tables]
