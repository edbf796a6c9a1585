"""A file of many rows needs no more memory than one of few: nothing of it is kept but the file.

pytest -s tests/benchmarks/test_export.py
"""

import tracemalloc
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from network_core.tenancy.spreadsheets import CSV, XLSX, table_response

pytestmark = pytest.mark.bench

FEW, MANY = 1_000, 10_000
HEADINGS = ("Titel", "Zusammenfassung", "Seit", "Anzahl")
# The piece of the file that is kept in memory before it goes to the disk, and some room.
MOST_GROWTH = 3 * 2**20


def rows(number: int) -> Iterator[list[Any]]:
    """Rows that are made one by one, none like the other."""
    for place in range(number):
        yield [f"Angebot {place}", f"Zusammenfassung {place} " * 10, date(2026, 1, 1), place / 4]


def peak(form: str, number: int) -> int:
    """The most bytes that were in use while the file was made and sent."""
    tracemalloc.start()
    response = table_response("angebote", form, HEADINGS, rows(number))
    sent = sum(len(piece) for piece in response)  # type: ignore[arg-type, attr-defined]
    response.close()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"{form}, {number} rows: {sent / 2**20:.1f} MB, at most {most / 2**20:.1f} MB in memory")
    return most


@pytest.mark.parametrize("form", [CSV, XLSX])
def test_ten_times_the_rows_need_no_more_memory(form: str) -> None:
    few = peak(form, FEW)
    assert peak(form, MANY) < few + MOST_GROWTH
