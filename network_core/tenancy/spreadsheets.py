"""Tables as files that German spreadsheet programs open without being asked anything.

CSV is written for a double click in Excel: UTF-8 with a byte order mark, semicolons, decimal
commas, days as 31.12.2026. Cells that a program would take for a formula get an apostrophe in
front (OWASP, CSV injection). In XLSX text is text, numbers are numbers and days are days.
"""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

CSV, XLSX = "csv", "xlsx"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The full-width forms too: programs set to an East Asian language take them for the same.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767  # Excel's own limit
# What no program takes in the name of a sheet.
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_KEPT_IN_MEMORY = 2 * 1024 * 1024

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


def xlsx_response(name: str, sheets: Mapping[str, tuple[Sequence[str], Rows]]) -> FileResponse:
    """A workbook to download; its rows are never all in memory."""
    file = tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY)  # noqa: SIM115 - the response closes it
    write_xlsx(file, sheets)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)


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


def write_xlsx(file: IO[bytes], sheets: Mapping[str, tuple[Sequence[str], Rows]]) -> None:
    """Write a workbook row by row; headings are bold and stay in view."""
    workbook = Workbook(write_only=True)
    bold = Font(bold=True)
    for title, (headings, rows) in sheets.items():
        sheet = workbook.create_sheet(_NOT_IN_TITLES.sub("_", title)[:31])
        sheet.freeze_panes = "A2"
        for number, heading in enumerate(headings, start=1):
            width = min(max(len(heading) + 2, 12), 40)
            sheet.column_dimensions[get_column_letter(number)].width = width
        first = [_xlsx_cell(sheet, heading) for heading in headings]
        for cell in first:
            cell.font = bold
        sheet.append(first)
        for row in rows:
            sheet.append([_xlsx_cell(sheet, value) for value in row])
    workbook.save(file)


def _xlsx_cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, _local(value))
        cell.number_format = "DD.MM.YYYY HH:MM"
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "DD.MM.YYYY"
        return cell
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value)
    text = ILLEGAL_CHARACTERS_RE.sub("", _text(value))[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, text)
    # Whatever it looks like (a formula, an error such as #REF!), it is text.
    cell.data_type = "s"
    return cell
