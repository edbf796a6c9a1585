"""Files as people make them from the template."""

import io
import zipfile
from typing import Any

from openpyxl import Workbook, load_workbook

OFFER_HEADINGS = ["Kennung", "Titel", "Partner"]


def csv_file(*rows: list[str], encoding: str = "utf-8", delimiter: str = ";") -> bytes:
    """Rows, joined as they are: a test writes its own quotes."""
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


def offers_csv(*rows: list[str], **options: str) -> bytes:
    """A table of offers with their id, title and partner."""
    return csv_file(OFFER_HEADINGS, *rows, **options)


def xlsx_file(**sheets: list[list[Any]]) -> bytes:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def filled_template(template: bytes, **rows: list[dict[str, Any]]) -> bytes:
    """The template with rows below its headings."""
    book = load_workbook(io.BytesIO(template))
    for title, values in rows.items():
        sheet = book[title]
        headings = [str(cell.value).removesuffix(" *") for cell in sheet[1]]
        for row in values:
            assert row.keys() <= set(headings)
            sheet.append([row.get(heading) for heading in headings])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its files replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(made, "w") as new:
        for file in old.infolist():
            if file.filename != name:
                new.writestr(file, old.read(file))
        new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
