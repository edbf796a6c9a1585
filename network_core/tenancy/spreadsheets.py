"""Tables as files that German spreadsheet programs open without being asked anything.

CSV is written for a double click in Excel: UTF-8 with a byte order mark, semicolons, decimal
commas, days as 31.12.2026. Cells that a program would take for a formula get an apostrophe in
front (OWASP, CSV injection). In XLSX text is text, numbers are numbers and days are days.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import islice
from math import isfinite
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

CSV, XLSX = "csv", "xlsx"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The full-width forms too: programs set to an East Asian language take them for the same.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767  # Excel's own limit; it counts in UTF-16
# What no program takes in the name of a sheet.
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ROWS_AT_ONCE = 100
# Half the time of the usual level, for a file that is a tenth larger.
_COMPRESSION = 3

Rows = Iterable[Sequence[Any]]


def formula_safe(text: str) -> str:
    """`text` as a cell that no program takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def without_guard(text: str) -> str:
    """`text` without the apostrophe that `formula_safe` has put in front of it."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text


def table_response(name: str, form: str, headings: Sequence[str], rows: Rows) -> HttpResponseBase:
    """A file to download, `name` without its ending; `form` is CSV or XLSX."""
    if form == XLSX:
        return xlsx_response(name, {_("Tabelle"): (headings, rows)})
    response = StreamingHttpResponse(
        csv_lines(headings, rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_response(
    name: str, sheets: Mapping[str, tuple[Sequence[str], Rows]]
) -> StreamingHttpResponse:
    """A workbook to download, `name` without its ending; it is sent while it is written."""
    response = StreamingHttpResponse(xlsx_pieces(sheets), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """Hand it back."""
        return text


def csv_lines(headings: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """The lines of a CSV file, one by one."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield b"\xef\xbb\xbf" + writer.writerow([formula_safe(h) for h in headings]).encode()
    for row in rows:
        yield writer.writerow([_csv_cell(value) for value in row]).encode()


def _csv_cell(value: Any) -> str:
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return formula_safe(_text(value))


def _text(value: Any) -> str:
    """A value as people write it in German."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Ja") if value else _("Nein")
    if isinstance(value, datetime):
        return _local(value).strftime("%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return force_str(value)


def _local(value: datetime) -> datetime:
    return timezone.make_naive(value) if timezone.is_aware(value) else value


# --- workbooks --------------------------------------------------------------------------------


class _Outlet:
    """Where the archive is written to: it keeps nothing but what has not been sent yet.

    It cannot be searched, so the archive is written from its first byte to its last one.
    """

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        """Take what comes."""
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """There is nothing behind it."""

    def taken(self) -> bytes:
        """What has been written since the last time."""
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


@dataclass(frozen=True)
class _Styles:
    """The numbers that the workbook has given to the formats of its cells."""

    day: int
    moment: int


def xlsx_pieces(sheets: Mapping[str, tuple[Sequence[str], Rows]]) -> Iterator[bytes]:
    """A workbook, piece by piece while its rows are read; headings are bold and stay in view.

    openpyxl makes it with the headings and all else that the format asks for; the rows are put
    in between while the archive is on its way. If one cannot be read, the file has no end, and no
    program takes it for a whole one.
    """
    frame, styles = _frame({title: headings for title, (headings, _rows) in sheets.items()})
    rows_of = {
        f"xl/worksheets/sheet{number}.xml": rows
        for number, (_headings, rows) in enumerate(sheets.values(), start=1)
    }
    outlet = _Outlet()
    with ZipFile(outlet, "w", ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:  # type: ignore[call-overload]
        for member in frame.namelist():
            with archive.open(member, "w") as part:
                before, end, after = frame.read(member).partition(b"</sheetData>")
                part.write(before)
                lines = _lines(rows_of.get(member, ()), styles)
                while piece := "".join(islice(lines, _ROWS_AT_ONCE)):
                    part.write(piece.encode())
                    yield outlet.taken()
                part.write(end + after)
            yield outlet.taken()
    yield outlet.taken()


def _frame(sheets: Mapping[str, Sequence[str]]) -> tuple[ZipFile, _Styles]:
    """The workbook without its rows."""
    workbook = Workbook(write_only=True)
    bold = Font(bold=True)
    day = moment = 0
    for title, headings in sheets.items():
        sheet = workbook.create_sheet(_NOT_IN_TITLES.sub("_", title)[:31])
        sheet.freeze_panes = "A2"
        for number, heading in enumerate(headings, start=1):
            width = min(max(len(heading) + 2, 12), 40)
            sheet.column_dimensions[get_column_letter(number)].width = width
        first = [WriteOnlyCell(sheet, _clean(heading)) for heading in headings]
        for cell in first:
            cell.font = bold
            cell.data_type = "s"
        sheet.append(first)
        day, moment = _style(sheet, "DD.MM.YYYY"), _style(sheet, "DD.MM.YYYY HH:MM")
    file = BytesIO()
    workbook.save(file)
    return ZipFile(file), _Styles(day, moment)


def _style(sheet: Any, number_format: str) -> int:
    cell = WriteOnlyCell(sheet)
    cell.number_format = number_format
    number: int = cell.style_id
    return number


def _lines(rows: Rows, styles: _Styles) -> Iterator[str]:
    """The rows below the headings as XML."""
    for number, row in enumerate(rows, start=2):
        cells = "".join(
            _xlsx_cell(f"{get_column_letter(column)}{number}", value, styles)
            for column, value in enumerate(row, start=1)
        )
        yield f'<row r="{number}">{cells}</row>'


def _xlsx_cell(place: str, value: Any, styles: _Styles) -> str:
    if isinstance(value, datetime):
        return f'<c r="{place}" s="{styles.moment}"><v>{to_excel(_local(value))}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{styles.day}"><v>{to_excel(value)}</v></c>'
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f'<c r="{place}"><v>{value}</v></c>' if isfinite(value) else ""
    text = _clean(_text(value))
    # Whatever it looks like (a formula, an error such as #REF!), it is text.
    inside = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
    return f'<c r="{place}" t="inlineStr">{inside}</c>' if text else ""


def _clean(text: str) -> str:
    """`text` without what no XML may hold, and no longer than a cell."""
    kept = _NOT_IN_XML.sub("", text)
    if len(kept) <= LONGEST_CELL // 2:
        return kept
    # A cut may leave half of a character at the end.
    units = kept.encode("utf-16-le")
    return units[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")
