"""The tables of a report as files for spreadsheet programs (decision 9)."""

from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from network_core.tenancy.spreadsheets import CSV, table_response, xlsx_response
from network_core.umbrella.reports.document import Document, Table


def csv_file(name: str, table: Table) -> HttpResponseBase:
    """One table as CSV; `name` without its ending."""
    return table_response(name, CSV, *_flat(table))


def workbook(document: Document) -> HttpResponseBase:
    """All tables of the report as XLSX, a sheet for each."""
    sheets = {table.name: _flat(table) for table in document.tables}
    return xlsx_response(document.file_name, sheets)


def _flat(table: Table) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows as plain values; lights get columns of their own, after their values."""
    headings = [table.headings[0]]
    rows: list[list[Any]] = [[row.name] for row in table.rows]
    for place, heading in enumerate(table.headings[1:]):
        cells = [row.cells[place] for row in table.rows]
        headings.append(heading)
        for row, cell in zip(rows, cells, strict=True):
            row.append(cell.number)
        if any(cell.light for cell in cells):
            headings.append(_("Ampel: %(figure)s") % {"figure": heading})
            for row, cell in zip(rows, cells, strict=True):
                row.append(cell.light.label if cell.light else "")
    return headings, rows
