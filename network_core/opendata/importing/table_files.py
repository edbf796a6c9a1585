"""CSV and XLSX files as rows of cells, read with limits and without trust."""

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from network_core.opendata.importing.items import Problems

LARGEST_UPLOAD = 5 * 1024 * 1024
# One request takes the file over, and has to be done before the server gives it up.
MOST_ROWS = 500
LAST_LINE = 10_000  # of a sheet, empty lines included
MOST_COLUMNS = 100
LONGEST_CELL = 32_767
# Of an XLSX file, which is a zip archive: how much may come out of it.
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PACKED_FILES = 500
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


@dataclass
class Table:
    """One sheet: its name (empty for CSV), headings, and rows with the number of their line."""

    name: str
    headings: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)

    def place(self, line: int) -> str:
        """The words that a person finds a line by."""
        if self.name:
            return _("%(sheet)s, Zeile %(line)d") % {"sheet": self.name, "line": line}
        return _("Zeile %(line)d") % {"line": line}


def read_tables(content: bytes, problems: Problems) -> list[Table]:
    """The tables of a file; what makes it unreadable is noted as an error."""
    if len(content) > LARGEST_UPLOAD:
        problems.error(
            "",
            "",
            _("Die Datei ist zu groß: höchstens %(size)d MB.") % {"size": LARGEST_UPLOAD // 2**20},
        )
    elif content.startswith(_OLD_EXCEL):
        problems.error(
            "",
            "",
            _("Das ist eine alte oder verschlüsselte Excel-Datei. Bitte als .xlsx speichern."),
        )
    elif content.startswith(_ZIP):
        return _xlsx_tables(content, problems)
    elif not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        problems.error("", "", _("Die Datei ist leer."))
    else:
        return _csv_tables(content, problems)
    return []


# --- CSV ------------------------------------------------------------------------------------


def _decoded(content: bytes, problems: Problems) -> str | None:
    """The text: by its byte order mark, else UTF-8, else what German Windows writes."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                problems.error("", "", _("Die Zeichen der Datei sind beschädigt."))
                return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        problems.error(
            _("Zeile %(line)d") % {"line": line},
            "",
            _("Hier stehen Zeichen, die nicht zu lesen sind. Bitte als UTF-8 speichern."),
        )
        return None
    if "Ã" in text:
        problems.error(
            _("Zeile %(line)d") % {"line": line},
            "",
            _("Die Datei mischt zwei Zeichensätze. Bitte als UTF-8 speichern."),
        )
        return None
    problems.hint("", "", _("Die Datei ist nicht in UTF-8 gespeichert; gelesen als Windows-1252."))
    return text


def _csv_tables(content: bytes, problems: Problems) -> list[Table]:
    text = _decoded(content, problems)
    if text is None:
        return []
    if "\x00" in text:
        problems.error("", "", _("Das ist keine Tabelle. Erlaubt sind CSV und XLSX."))
        return []
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    table = Table("")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not _add_row(table, line, list(cells), problems):
                break
    except csv.Error:
        problems.error(
            table.place(before + 1),
            "",
            _("Diese Zeile ist nicht zu lesen; oft fehlt ein Anführungszeichen."),
        )
    return [table]


# --- XLSX -----------------------------------------------------------------------------------


def _xlsx_tables(content: bytes, problems: Problems) -> list[Table]:
    broken = _("Die Excel-Datei ist beschädigt.")
    try:
        if refused := _refused(content):
            problems.error("", "", refused)
            return []
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        return [_sheet_table(sheet, problems) for sheet in book.worksheets[:10]]
    except (zipfile.BadZipFile, zlib.error, ParseError, RuntimeError, EOFError):
        problems.error("", "", broken)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, SyntaxError):
        # What openpyxl raises depends on what is missing where.
        problems.error("", "", broken)
    return []


def _refused(content: bytes) -> str:
    """Why the archive is not unpacked, or nothing."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = archive.infolist()
        if len(files) > MOST_PACKED_FILES or sum(f.file_size for f in files) > LARGEST_UNPACKED:
            return _("Die Excel-Datei ist zu groß, wenn sie entpackt wird.")
        if any(file.flag_bits & 0x1 for file in files):
            return _("Die Excel-Datei ist verschlüsselt.")
        if "xl/workbook.xml" not in {file.filename for file in files}:
            return _("Das ist keine Excel-Tabelle. Erlaubt sind CSV und XLSX.")
        for file in files:
            if file.filename.endswith((".xml", ".rels")):
                with archive.open(file) as part:
                    start = part.read(2048)
                # No program writes a document type into a workbook; attacks with entities do.
                if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                    return _("Die Excel-Datei ist nicht so, wie ein Tabellenprogramm sie schreibt.")
    return ""


def _sheet_table(sheet: Any, problems: Problems) -> Table:
    table = Table(sheet.title)
    # What a sheet says about its own size may be wrong in both directions.
    sheet.reset_dimensions()
    rows: Iterator[Any] = sheet.iter_rows(max_row=LAST_LINE + 1, max_col=MOST_COLUMNS + 1)
    for line, cells in enumerate(rows, start=1):
        if line > LAST_LINE:
            problems.error(table.place(line), "", _too_many_rows())
            break
        values = []
        for column, cell in enumerate(cells, start=1):
            where = f"{get_column_letter(column)}{line}"
            if cell.data_type == "f":
                problems.error(
                    table.place(line),
                    where,
                    _("Hier steht eine Formel. Bitte nur den Wert einfügen."),
                )
            elif cell.data_type == "e":
                problems.error(table.place(line), where, _("Hier steht ein Fehler von Excel."))
            values.append(None if cell.data_type in ("f", "e") else cell.value)
        if not _add_row(table, line, values, problems):
            break
    return table


def _too_many_rows() -> str:
    return _(
        "Das sind zu viele Zeilen: höchstens %(count)d in einer Tabelle. Bitte auf mehrere "
        "Dateien aufteilen."
    ) % {"count": MOST_ROWS}


# --- both -----------------------------------------------------------------------------------


def _add_row(table: Table, line: int, cells: list[Any], problems: Problems) -> bool:
    """Add a row, the first one as headings; False when there are too many."""
    while cells and cells[-1] in (None, ""):
        cells.pop()
    if not cells:
        return True
    if len(cells) > MOST_COLUMNS:
        problems.error(table.place(line), "", _("Diese Zeile hat zu viele Spalten."))
        return False
    if not table.headings:
        table.headings = ["" if cell is None else str(cell) for cell in cells]
        return True
    if len(table.rows) >= MOST_ROWS:
        problems.error(table.place(line), "", _too_many_rows())
        return False
    if len(cells) > len(table.headings):
        problems.error(
            table.place(line),
            "",
            _("Diese Zeile hat %(count)d Spalten, die Überschrift nur %(headings)d.")
            % {"count": len(cells), "headings": len(table.headings)},
        )
        return True
    for heading, cell in zip(table.headings, cells, strict=False):
        if isinstance(cell, str) and cell.startswith("="):
            problems.error(
                table.place(line),
                heading[:60],
                _("Hier steht eine Formel. Bitte nur den Wert einfügen."),
            )
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
        problems.error(table.place(line), "", _("Eine Zelle dieser Zeile ist zu lang."))
        return True
    table.rows.append((line, cells))
    return True
