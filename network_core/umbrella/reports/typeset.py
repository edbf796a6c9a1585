"""A program: a report as JSON comes in, PDF/UA goes out. Its arguments are folders with fonts.

It runs in a process of its own, so that it can be ended when it takes too long, and what Typst
keeps in memory (some hundred megabytes) goes with it. It reads the template and the fonts and
nothing else: the report is data, and the template imports no package.
"""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

TEMPLATE = Path(__file__).with_name("report.typ")


def main(fonts: list[str]) -> None:
    """Set one report.

    PDF/UA asks for a shape of every letter. A name in a script that no font of ours has (or an
    emoji) must not cost somebody the report: it is then tagged all the same, without that promise,
    and the reason stands in the output of errors.
    """
    report = sys.stdin.buffer.read().decode()
    try:
        content = _compile(report, fonts, is_promised=True)
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        content = _compile(report, fonts, is_promised=False)
    sys.stdout.buffer.write(with_row_heads(content))


def _compile(report: str, fonts: list[str], *, is_promised: bool) -> bytes:
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"report": report},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=fonts),
        pdf_standards="ua-1" if is_promised else None,
    )


def with_row_heads(content: bytes) -> bytes:
    """The same PDF with the first cell of each row as the heading of that row.

    Typst has `pdf.header-cell(scope: "row")` for it, behind the feature `a11y-extras`, which the
    package for Python cannot switch on. So the tree of tags is completed here. What Typst says of
    the headings of a cell knows of columns only; without it, readers find both kinds by their
    scope (ISO 32000-1, 14.8.4.3.4).
    """
    reader = PdfReader(BytesIO(content))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    for row in _rows(writer.root_object["/StructTreeRoot"], is_body=False):
        first, *others = (cell.get_object() for cell in row["/K"])
        first[NameObject("/S")] = NameObject("/TH")
        _of_table(first)[NameObject("/Scope")] = NameObject("/Row")
        for cell in (first, *others):
            _of_table(cell).pop("/Headers", None)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _rows(element: Any, *, is_body: bool) -> list[Any]:
    """The rows of all bodies of tables in and below an element of the tree of tags."""
    found = element.get_object()
    if isinstance(found, ArrayObject):
        return [row for child in found for row in _rows(child, is_body=is_body)]
    if not isinstance(found, DictionaryObject) or "/K" not in found:
        return []
    kind = found.get("/S")
    if kind == "/TR":
        return [found] if is_body else []
    return _rows(found["/K"], is_body=is_body or kind == "/TBody")


def _of_table(cell: Any) -> Any:
    """What the cell says about its place in the table; empty, and part of it, if nothing yet."""
    attributes = cell.setdefault(NameObject("/A"), ArrayObject())
    for each in attributes:
        if each.get_object().get("/O") == "/Table":
            return each.get_object()
    attributes.append(DictionaryObject({NameObject("/O"): NameObject("/Table")}))
    return attributes[-1]


if __name__ == "__main__":
    main(sys.argv[1:])
