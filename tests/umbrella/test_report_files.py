"""The quarterly report as files: the numbers of the page, in PDF that everybody can read."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from network_core.umbrella.reports import pdf
from network_core.umbrella.reports.document import Document
from tests.factories import (
    MilestoneFactory,
    OfferFactory,
    SnapshotFactory,
    TermFactory,
    ThresholdFactory,
    person,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
QUARTER = {"quarter": "2026-3"}


@pytest.fixture(autouse=True)
def in_november() -> Any:
    """The fourth quarter of 2026 is running."""
    with time_machine.travel(date(2026, 11, 25), tick=False):
        yield


@pytest.fixture
def networks(goettingen: Network, niedersachsen: Network, wuppertal: Network) -> list[Network]:
    """Three networks with offers and checked ones; a topic that two of them lack."""
    for place, network in enumerate((goettingen, niedersachsen, wuppertal), start=1):
        for figure, value in (("offers", 1111 * place), ("verified", 0.255 * place)):
            for day in (date(2026, 8, 31), date(2026, 9, 30)):
                SnapshotFactory(network=network, figure=figure, value=value, day=day)
    ThresholdFactory(figure="verified", good=50, poor=30)
    term = TermFactory(scheme__slug="topic", label="Unterhalt")
    for place, network in enumerate((goettingen, niedersachsen, wuppertal)):
        SnapshotFactory(
            network=network, figure=f"topic:{term.slug}", value=place, day=date(2026, 9, 30)
        )
    return [goettingen, niedersachsen, wuppertal]


def file(client: Client, form: str, **query: Any) -> bytes:
    """The downloaded file."""
    response = client.get(reverse("quarter_report"), QUARTER | query | {"export": form})
    assert response.status_code == 200
    assert f".{form}" in response.headers["Content-Disposition"]
    return response.getvalue()  # type: ignore[attr-defined, no-any-return]


def document(client: Client, **query: Any) -> Document:
    """What the page shows."""
    response = client.get(reverse("quarter_report"), QUARTER | query)
    return response.context["document"]  # type: ignore[index, no-any-return]


def squeezed(text: str) -> str:
    """Without the spaces and hyphens that setting in lines brings along."""
    return "".join(text.replace("\xad", "").replace("-", "").split())


@pytest.mark.parametrize("network", ["goettingen", "alle"])
def test_the_pdf_is_tagged_and_says_what_the_page_says(
    enter: Enter, staff: User, networks: list[Network], network: str
) -> None:
    MilestoneFactory(network=networks[0], day=date(2026, 8, 1), text="Neue Koordination")
    client = enter(staff)
    content = file(client, "pdf", network=network)
    reader = PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de-DE"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    page = document(client, network=network)
    assert reader.metadata is not None
    assert reader.metadata.title == page.title
    text = squeezed("".join(each.extract_text() for each in reader.pages))
    assert squeezed("Neue Koordination") in text
    for section in page.sections:
        assert squeezed(section.heading) in text
    for table in page.tables:
        for row in table.rows:
            assert squeezed(row.name) in text
            for cell in row.cells:
                assert squeezed(cell.text) in text
                assert cell.light is None or squeezed(cell.light.label) in text
    kinds, alternatives = _structure(root["/StructTreeRoot"])
    assert {"/Title", "/H1", "/Table", "/TH", "/TD", "/Figure", "/Caption", "/L"} <= kinds
    heads = _row_heads(root["/StructTreeRoot"])
    charts = [chart for section in page.sections for chart in section.charts]
    drawn = sum(len(chart.table) for chart in charts)
    assert len(heads) == sum(len(table.rows) for table in page.tables) + drawn
    for head in heads:
        assert head["/S"] == "/TH"
        assert "/Row" in [each.get_object().get("/Scope") for each in head["/A"]]
    assert reader.pdf_header == "%PDF-1.7"
    assert [chart.description for chart in charts] == alternatives


def _row_heads(element: Any) -> list[Any]:
    """The first cells of the rows below the heads of all tables."""
    found = element.get_object()
    if isinstance(found, list):
        return [head for child in found for head in _row_heads(child)]
    if not isinstance(found, dict) or "/K" not in found:
        return []
    if found.get("/S") == "/TBody":
        return [row.get_object()["/K"][0].get_object() for row in found["/K"]]
    return _row_heads(found["/K"])


def _structure(element: Any) -> tuple[set[str], list[str]]:
    """The kinds of elements in the tree, and the texts that stand for drawings."""
    kinds: set[str] = set()
    alternatives: list[str] = []
    waiting = [element]
    while waiting:
        found = waiting.pop(0).get_object()
        if isinstance(found, list):
            waiting = [*found, *waiting]
        elif isinstance(found, dict):
            kinds.add(str(found.get("/S", "")))
            if "/Alt" in found:
                alternatives.append(str(found["/Alt"]))
            if "/K" in found and not isinstance(found["/K"], int):
                waiting = [found["/K"], *waiting]
    return kinds, alternatives


def test_a_name_without_a_font_costs_nobody_the_report(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    MilestoneFactory(network=networks[0], day=date(2026, 8, 1), text="Fest 🎉 #set page(1)")
    reader = PdfReader(BytesIO(file(enter(staff), "pdf", network="goettingen")))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    # What people have written is text and no markup.
    assert "#set page(1)" in "".join(each.extract_text() for each in reader.pages)


def test_what_takes_too_long_is_ended_and_the_page_says_so(
    enter: Enter, staff: User, networks: list[Network], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.001)
    response = enter(staff).get(reverse("quarter_report"), QUARTER | {"export": "pdf"})
    assert "ließ sich gerade nicht herstellen" in response.content.decode()
    assert "Auf einen Blick" in response.content.decode()


def test_the_workbook_has_a_sheet_for_each_table_with_numbers(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    OfferFactory(steward=networks[0])
    book = load_workbook(BytesIO(file(enter(staff), "xlsx", network="goettingen")))
    assert book.sheetnames == ["Kennzahlen", "Lücken"]
    rows = {row[0]: row[1:] for row in book["Kennzahlen"].values}
    assert rows["Kennzahl"][:2] == ("Wert", "Ampel: Wert")
    assert rows["Rechtzeitig geprüft (Prozent)"][:2] == (25.5, "braucht Hilfe")
    book = load_workbook(BytesIO(file(enter(staff), "xlsx", network="alle")))
    assert {"Kennzahlen", "Lücken", "Angebote", "Besucher_innen"} <= set(book.sheetnames)


def test_csv_is_for_a_german_spreadsheet_program(enter: Enter, networks: list[Network]) -> None:
    client = enter(person(networks[0], Role.COORDINATOR))
    lines = file(client, "csv").decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Aktive Angebote;1111;")
    assert any(
        line.startswith("Rechtzeitig geprüft (Prozent);25,5;braucht Hilfe;") for line in lines
    )
    everybody = file(client, "csv", network="alle").decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in everybody[1:]] == [
        "Goettingen",
        "Durchschnitt",
        "Median",
    ]
