"""The report as PDF/UA: tagged, with the German language, heads of tables, and words for drawings.

Typesetting is Typst's, from `report.typ`, in a process of its own (`typeset.py`).
"""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from network_core.umbrella.line_chart import LineChart
from network_core.umbrella.reports.document import Cell, Document, Row, Section, Table

logger = logging.getLogger(__name__)

PROGRAM = Path(__file__).with_name("typeset.py")
# 150 networks take half a second of a processor's time; a busy machine gets a multiple.
MOST_SECONDS = 20.0


class PdfError(RuntimeError):
    """The report could not be set, or not in time."""


def render_pdf(document: Document) -> bytes:
    """The report as a PDF file; raises PdfError if there is none within `MOST_SECONDS`."""
    fonts = [str(settings.PRINT_FONTS)] if settings.PRINT_FONTS.is_dir() else []
    try:
        done = subprocess.run(  # noqa: S603 - a program of ours; the report is its input
            [sys.executable, "-I", str(PROGRAM), *fonts],
            input=json.dumps(_report(document)).encode(),
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfError("The report was not set in time.") from error
    except subprocess.CalledProcessError as error:
        raise PdfError(error.stderr.decode(errors="replace")) from error
    if done.stderr:
        logger.warning("A report is no PDF/UA: %s", done.stderr.decode(errors="replace"))
    return done.stdout


def _report(document: Document) -> dict[str, Any]:
    day = document.day
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "sections": [_section(section) for section in document.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "paragraphs": list(section.paragraphs),
        "tables": [_table(table) for table in section.tables],
        "charts": [_chart(chart) for chart in section.charts],
        "items": list(section.items),
        "meanings": [{"term": one.term, "text": one.text} for one in section.meanings],
    }


def _table(table: Table) -> dict[str, Any]:
    first = table.rows[0].cells if table.rows else []
    return {
        "caption": table.caption,
        "headings": list(table.headings),
        "is_text": [cell.is_text for cell in first],
        "rows": [
            {
                "name": row.name,
                "note": row.note,
                "cells": [
                    {
                        "text": cell.text,
                        "light": f"{cell.light.sign} {cell.light.label}" if cell.light else None,
                        "note": cell.note,
                    }
                    for cell in row.cells
                ],
            }
            for row in table.rows
        ],
    }


def _chart(chart: LineChart) -> dict[str, Any]:
    numbers = Table(
        chart.key,
        _("Die Zahlen als Tabelle: %(title)s") % {"title": chart.title},
        [_("Datum"), *(line.name for line in chart.lines)],
        [Row(day, [Cell(text) for text in values]) for day, values in chart.table],
    )
    return {
        "title": chart.title,
        "description": chart.description,
        "drawing": chart.render_drawing(),
        "key": [{"letter": line.letter, "name": line.name} for line in chart.drawn],
        "table": _table(numbers),
    }
