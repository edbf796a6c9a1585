"""Every list as CSV and XLSX: filtered, inside the wall, and harmless to open."""

import csv
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, datetime
from importlib import import_module
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.admin.viewsets import viewsets
from wagtail.models import Page

from network_core.directory.models import Offer, OfferPlace, Partner
from network_core.networks.models import Network
from network_core.tenancy.models import User
from network_core.tenancy.spreadsheets import table_response
from network_core.tenancy.viewsets import TenantModelViewSet, TenantSnippetViewSet
from tests.factories import (
    LocalNoteFactory,
    OfferFactory,
    PartnerFactory,
    TermFactory,
    VerificationFactory,
)

Enter = Callable[[User], Client]


def csv_rows(response: Any) -> list[list[str]]:
    """The rows of a CSV file as a German spreadsheet program reads them."""
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    raw = b"".join(response.streaming_content)
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))


def xlsx_rows(response: Any) -> list[list[Any]]:
    """The cells of the only sheet of a workbook."""
    assert response.status_code == 200
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    return [list(row) for row in book.worksheets[0].iter_rows()]


def listed(client: Client, model: Any, **query: str) -> Any:
    """The answer of a list."""
    name = f"wagtailsnippets_directory_{model._meta.model_name}:list"
    return client.get(reverse(name), query)


def test_a_list_is_exported_with_its_filters_and_german_headings(
    network_a: Network, network_b: Network, editor_a: User, enter: Enter
) -> None:
    PartnerFactory(name="Haus der Familie", steward=network_a, city="Göttingen", kind="welfare")
    PartnerFactory(name="Jobcenter", steward=network_a, kind="jobcenter")
    PartnerFactory(name="Entwurf nebenan", steward=network_b, live=False)
    client = enter(editor_a)

    rows = csv_rows(listed(client, Partner, kind="welfare", export="csv"))
    assert rows[0][:3] == ["Name", "Kürzel in der Adresse", "Art"]
    assert [row[0] for row in rows[1:]] == ["Haus der Familie"]
    assert rows[1][2] == "Wohlfahrtsverband"
    assert rows[1][rows[0].index("Ort")] == "Göttingen"
    assert rows[1][rows[0].index("Beispiel")] == "Nein"
    # Searched, and everything that the person may see, which is no draft of another network.
    assert len(csv_rows(listed(client, Partner, q="Jobcenter", export="csv"))) == 2
    cells = xlsx_rows(listed(client, Partner, export="xlsx"))
    assert [row[0].value for row in cells] == ["Name", "Haus der Familie", "Jobcenter"]
    assert isinstance(cells[1][-1].value, datetime)
    assert cells[1][-1].number_format == "DD.MM.YYYY HH:MM"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_is_a_formula(network_a: Network, editor_a: User, enter: Enter, start: str) -> None:
    name = f"{start}HYPERLINK(1)"
    PartnerFactory(name=name, steward=network_a, phone="+49 551 123", slug="boese")
    client = enter(editor_a)
    heading, row = csv_rows(listed(client, Partner, export="csv"))
    assert row[0] == f"'{name}"
    assert row[heading.index("Telefon")] == "'+49 551 123"
    cells = xlsx_rows(listed(client, Partner, export="xlsx"))[1]
    assert "f" not in {cell.data_type for cell in cells}
    assert cells[0].value == name.replace("\r", "\n")  # XML knows one end of line
    assert cells[9 - 2].value == "+49 551 123"


def test_numbers_and_days_are_those_of_the_country(
    network_a: Network, editor_a: User, enter: Enter
) -> None:
    offer = OfferFactory(steward=network_a, valid_until=date(2026, 12, 31), title="Gruppe")
    OfferPlace.objects.create(offer=offer, name="Saal", city="Göttingen")
    offer.topics = [TermFactory(label="Geld"), TermFactory(label="Wohnen")]
    offer.save()
    client = enter(editor_a)
    heading, row = csv_rows(listed(client, Offer, export="csv"))
    assert row[heading.index("Gibt es bis")] == "31.12.2026"
    assert row[heading.index("Themen")] == "Geld; Wohnen"
    assert row[heading.index("Orte des Angebots")] == "Saal"
    cells = xlsx_rows(listed(client, Offer, export="xlsx"))
    until = cells[1][heading.index("Gibt es bis")]
    assert (until.value, until.number_format) == (datetime(2026, 12, 31), "DD.MM.YYYY")  # noqa: DTZ001


def test_control_characters_do_not_break_the_file(
    network_a: Network, editor_a: User, enter: Enter
) -> None:
    PartnerFactory(name="Haus\x0b der\nFamilie", steward=network_a, summary='Sie sagt: "ja"; wir')
    client = enter(editor_a)
    assert xlsx_rows(listed(client, Partner, export="xlsx"))[1][0].value == "Haus der\nFamilie"
    assert csv_rows(listed(client, Partner, export="csv"))[1][3] == 'Sie sagt: "ja"; wir'


@pytest.mark.parametrize(("form", "read"), [("csv", csv_rows), ("xlsx", xlsx_rows)])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    form: str, read: Any, network_a: Network, editor_a: User, enter: Enter
) -> None:
    client = enter(editor_a)
    counts = []
    for _round in range(2):
        for _number in range(4):
            offer = OfferFactory(steward=network_a, partner=PartnerFactory(steward=network_a))
            OfferPlace.objects.create(offer=offer, city="Göttingen")
            offer.topics = [TermFactory()]
            offer.save()
        with CaptureQueriesContext(connection) as queries:
            assert len(read(listed(client, Offer, export=form))) == 1 + 4 * (_round + 1)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_is_sent_while_its_rows_are_read_and_none_of_them_is_kept(form: str) -> None:
    number, read = 5_000, 0

    def rows() -> Iterator[list[Any]]:
        nonlocal read
        for read in range(1, number + 1):
            yield [f"Angebot {read}", f"Zusammenfassung {read} " * 20, date(2026, 1, 1), read / 4]

    tracemalloc.start()
    pieces = iter(table_response("angebote", form, ["Titel", "Text", "Seit", "Zahl"], rows()))
    assert next(pieces)
    assert read == 0
    for _piece in pieces:
        pass
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == number
    # The text of all rows alone is more than two megabytes.
    assert most < 2**20


def test_a_long_text_fills_a_cell_as_excel_counts_it() -> None:
    rows = [["😀" * 20_000, "ä" * 40_000]]
    _headings, [smiles, letters] = xlsx_rows(table_response("lang", "xlsx", ["A", "B"], rows))
    assert smiles.value == "😀" * 16_383, "two of 32,767 for each, and no half of one"
    assert letters.value == "ä" * 32_767


def test_a_workbook_that_ends_too_early_is_none() -> None:
    def rows() -> Iterator[list[Any]]:
        yield from (["Zeile"] for _number in range(200))
        raise ConnectionError

    sent = BytesIO()
    with pytest.raises(ConnectionError):
        sent.writelines(table_response("angebote", "xlsx", ["Titel"], rows()))
    assert sent.tell()
    with pytest.raises(BadZipFile):
        load_workbook(sent)


def test_every_list_of_ours_can_be_exported_by_an_administrator(
    admin_client: Client, network_a: Network
) -> None:
    """Also those without a row; a heading is always there."""
    VerificationFactory(offer=OfferFactory(steward=network_a))
    LocalNoteFactory(network=network_a)
    admin_client.defaults["HTTP_HOST"] = network_a.site.hostname
    import_module("wagtail.admin.urls")  # this is where the admin collects its viewsets
    ours = [
        v for v in viewsets.viewsets if isinstance(v, (TenantModelViewSet, TenantSnippetViewSet))
    ]
    assert len(ours) > 10
    for viewset in ours:
        name = "list" if isinstance(viewset, TenantSnippetViewSet) else "index"
        url = reverse(viewset.get_url_name(name))
        page = admin_client.get(url).content.decode()
        for form, reader in (("csv", csv_rows), ("xlsx", xlsx_rows)):
            assert f"export={form}" in page
            rows = reader(admin_client.get(url, {"export": form}))
            assert all(str(getattr(cell, "value", cell)).strip() for cell in rows[0])


def test_another_networks_local_data_is_not_in_the_file(
    network_a: Network, network_b: Network, editor_a: User, enter: Enter
) -> None:
    LocalNoteFactory(network=network_a, text="Unseres")
    LocalNoteFactory(network=network_b, text="Geheimes von nebenan")
    rows = csv_rows(
        enter(editor_a).get(reverse("wagtailsnippets_directory_localnote:list"), {"export": "csv"})
    )
    assert [row[1] for row in rows[1:]] == ["Unseres"]


def test_the_reports_of_wagtail_are_safe_too(admin_client: Client, network_a: Network) -> None:
    network_a.site.root_page.add_child(
        instance=Page(title="=1+1", slug="formel", last_published_at=timezone.now())
    )
    admin_client.defaults["HTTP_HOST"] = network_a.site.hostname
    answer = admin_client.get(reverse("wagtailadmin_reports:aging_pages"), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode()
    assert "'=1+1" in text
