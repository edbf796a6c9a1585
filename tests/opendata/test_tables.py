"""CSV and XLSX: the tables that people fill in, and what goes wrong in them."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from network_core.directory.models import Offer, Partner
from network_core.networks.models import Network
from network_core.opendata.importing import table_files
from network_core.opendata.importing.run import Report, import_table
from network_core.opendata.models import ForeignRecord
from tests.factories import PartnerFactory, TermFactory
from tests.opendata.sheets import csv_file, offers_csv, with_part, xlsx_file

TakeTable = Callable[..., Report]
GROUP = ["1", "Krabbelgruppe", ""]


@pytest.fixture
def take_table(network_a: Network) -> TakeTable:
    """Import a file into network A."""
    return lambda content, **options: import_table(content, network_a, source="Liste", **options)


def test_a_table_of_partners_and_offers_is_taken_over(take_table: TakeTable) -> None:
    TermFactory(slug="geld", label="Geld und Unterhalt")
    content = xlsx_file(
        Partner=[
            ["Kennung *", "Name *", "Art", "Postleitzahl", "Ort", "Telefon", "Rolle im Netzwerk"],
            [17, "Haus der Familie", "Wohlfahrtsverband", 1067, "Dresden", "0351 123", "Mitglied"],
        ],
        Angebote=[
            [
                *("KENNUNG", "Titel", "Partner", "Kosten", "Öffnungszeiten", "Themen"),
                *("Ort", "Breitengrad", "Längengrad", "Gibt es bis", "Sprachen vor Ort"),
                *("Einzugsgebiet", "Beschreibung", "Veröffentlicht", "Geprüft am"),
            ],
            [
                *(
                    1,
                    "Krabbelgruppe",
                    17,
                    "5 € pro Kind",
                    "Mo-Mi, Fr 08:30-12:00; So 14.00–17.00 Uhr",
                ),
                *("geld und unterhalt", "Dresden", "51,05", 13.74, datetime(2030, 12, 31)),  # noqa: DTZ001
                *("de; tr", "03159; 03", "Erst.\n\nDann.", "Ja", date(2026, 1, 2)),
            ],
            [
                2,
                "Entwurf",
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                "nein",
            ],
        ],
        Notizen=[["Nur für uns"], ["=1+1 ist zwei, sagt Anna"[1:]]],
    )
    report = take_table(content)
    assert report.counts == {"new": 3, "changed": 0, "unchanged": 0, "conflict": 0, "errors": 0}

    partner = Partner.objects.get()
    assert (partner.kind, partner.postal_code, partner.live) == ("welfare", "01067", True)
    assert partner.memberships.get().role == "member"
    offer = Offer.objects.get(live=True)
    assert (offer.partner, offer.cost_kind, offer.cost_note) == (partner, "paid", "5 € pro Kind")
    assert [str(row) for row in offer.hours.all()] == [
        *("Montag 08:30–12:00", "Dienstag 08:30–12:00", "Mittwoch 08:30–12:00"),
        *("Freitag 08:30–12:00", "Sonntag 14:00–17:00"),
    ]
    assert offer.topics.get().slug == "geld"
    place = offer.places.get()
    assert (place.city, place.latitude, place.longitude) == ("Dresden", 51.05, 13.74)
    assert (offer.valid_until, offer.language_codes) == (date(2030, 12, 31), ["de", "tr"])
    assert [area.key for area in offer.service_areas.all()] == ["03", "03159"]
    assert offer.description == "<p>Erst.</p><p>Dann.</p>"
    assert offer.verifications.get().checked_on == date(2026, 1, 2)
    assert Offer.objects.get(live=False).title == "Entwurf"
    assert take_table(content).counts["unchanged"] == 3


def test_columns_that_are_not_there_are_left_alone(take_table: TakeTable) -> None:
    take_table(csv_file(["Kennung", "Titel", "Für wen"], ["1", "Gruppe", "Alle"]))
    take_table(csv_file(["Kennung", "Titel", "Kosten"], ["1", "Gruppe", "kostenlos"]))
    offer = Offer.objects.get()
    assert (offer.eligibility, offer.cost_kind) == ("Alle", "free")


def test_a_partner_may_be_named_by_its_slug(take_table: TakeTable, network_b: Network) -> None:
    partner = PartnerFactory(slug="haus", steward=network_b)
    take_table(offers_csv(["1", "Krabbelgruppe", "haus"]))
    assert Offer.objects.get().partner == partner


def test_a_draft_of_another_network_cannot_be_named(
    take_table: TakeTable, network_b: Network
) -> None:
    PartnerFactory(slug="geheim", steward=network_b, live=False)
    report = take_table(
        xlsx_file(
            Partner=[["Kennung", "Kürzel", "Name"], ["p", "geheim", "Haus"]],
            Angebote=[["Kennung", "Titel", "Partner"], [1, "A", "geheim"], [2, "B", "p"]],
        )
    )
    assert report.counts["conflict"] == 1
    assert list(Offer.objects.values_list("partner", flat=True)) == [None, None]
    assert [hint.field for hint in report.problems.hints] == ["organization", "organization"]


def test_a_protected_place_keeps_its_town_only(take_table: TakeTable) -> None:
    take_table(
        csv_file(
            ["Kennung", "Titel", "Straße und Hausnummer", "Postleitzahl", "Ort", "Geschützter Ort"],
            ["1", "Zuflucht", "Geheimweg 1", "37073", "Göttingen", "ja"],
        )
    )
    place = Offer.objects.get().places.get()
    assert (place.city, place.street, place.postal_code, place.is_protected) == (
        *("Göttingen", "", ""),
        True,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_usual_encoding_is_read(take_table: TakeTable, encoding: str, delimiter: str) -> None:
    report = take_table(
        offers_csv(["1", "Frühstück für Mütter", ""], encoding=encoding, delimiter=delimiter)
    )
    assert Offer.objects.get().title == "Frühstück für Mütter"
    assert bool(report.problems.hints) is (encoding == "cp1252")


def wide(rows: int) -> bytes:
    """Many rows."""
    return offers_csv(*([str(number), "Gruppe", ""] for number in range(rows)))


@pytest.mark.parametrize(
    ("content", "row", "field", "message"),
    [
        pytest.param(b"", "", "", "leer", id="empty"),
        pytest.param(b"\xef\xbb\xbf\r\n", "", "", "leer", id="only a mark"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"0" * 99, "", "", "xlsx", id="old excel"),
        pytest.param(b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00", "", "", "keine Tabelle", id="picture"),
        pytest.param(b"PK\x03\x04kaputt", "", "", "beschädigt", id="broken archive"),
        pytest.param(
            offers_csv(GROUP) + "\r\n2;Frühstück;".encode() + "\r\n3;Müll;".encode("cp1252"),
            *("Zeile 4", "", "mischt"),
            id="two encodings",
        ),
        pytest.param(
            offers_csv(["1", '"offen', ""]), "Zeile 2", "", "Anführungszeichen", id="quote"
        ),
        pytest.param(offers_csv([*GROUP, "zu viel"]), "Zeile 2", "", "4 Spalten", id="cells"),
        pytest.param(offers_csv(["", "Gruppe", ""]), "Zeile 2", "Kennung", "fehlt", id="no id"),
        pytest.param(offers_csv(["1", "", "x"]), "Zeile 2 (1)", "Titel", "leer", id="no title"),
        pytest.param(
            offers_csv(GROUP, ["2", "A", ""], ["1", "B", ""]),
            *("Zeile 4 (1)", "Kennung", "Zeile 2 (1)"),
            id="duplicate id",
        ),
        pytest.param(
            offers_csv(["1", '=HYPERLINK("https://example.org")'.replace('"', "'"), ""]),
            *("Zeile 2", "Titel", "Formel"),
            id="formula",
        ),
        pytest.param(
            xlsx_file(Angebote=[["Kennung", "Titel"], [1, "=1+1"]]),
            *("Angebote, Zeile 2", "B2", "Formel"),
            id="formula in a workbook",
        ),
        pytest.param(
            csv_file(["Nummer", "Was"], ["1", "x"]), "Zeile 1", "", "Überschriften", id="other"
        ),
        pytest.param(csv_file(["Titel"], ["x"]), "Zeile 1", "Kennung", "Spalte fehlt", id="column"),
        pytest.param(
            csv_file(["Kennung", "Titel", "Titel"], ["1", "x", "y"]),
            *("Zeile 1", "Titel", "zweimal"),
            id="column twice",
        ),
        pytest.param(wide(501), "Zeile 502", "", "zu viele Zeilen", id="too many rows"),
        pytest.param(b"x" * (5 * 2**20 + 1), "", "", "höchstens 5 MB", id="too large"),
        pytest.param(
            csv_file(["Kennung", "Titel", "Gibt es bis"], ["1", "x", "31.02.2026"]),
            *("Zeile 2", "Gibt es bis", "kein Tag"),
            id="no such day",
        ),
        pytest.param(
            csv_file(["Kennung", "Titel", "Öffnungszeiten"], ["1", "x", "immer mal"]),
            *("Zeile 2", "Öffnungszeiten", "nicht zu verstehen"),
            id="hours",
        ),
        pytest.param(
            csv_file(["Kennung", "Titel", "Themen"], ["1", "x", "Zauberei"]),
            *("Zeile 2", "Themen", "Zauberei"),
            id="unknown term",
        ),
        pytest.param(
            csv_file(["Kennung", "Titel", "Ort", "Postleitzahl"], ["1", "x", "Bonn", "5311a"]),
            *("Zeile 2 (1)", "Orte › Postleitzahl", "fünf Ziffern"),
            id="postcode",
        ),
        pytest.param(
            csv_file(["Kennung", "Titel", "E-Mail"], ["1", "x", "keine"]),
            *("Zeile 2 (1)", "Kontaktwege › Nummer oder Adresse", "E-Mail"),
            id="mail",
        ),
        pytest.param(
            csv_file(["Kennung", "Name", "Art"], ["1", "x", "Zirkus"]),
            *("Zeile 2", "Art", "Erlaubt: "),
            id="kind",
        ),
        pytest.param(
            offers_csv(["1", "x" * 201, ""]), "Zeile 2 (1)", "Titel", "200", id="long title"
        ),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column_and_nothing_is_done(
    take_table: TakeTable, content: bytes, row: str, field: str, message: str
) -> None:
    report = take_table(content)
    assert not report.is_written
    assert not Offer.objects.exists()
    assert not ForeignRecord.objects.exists()
    problem = report.problems.errors[0]
    assert (problem.row, problem.field) == (row, field)
    assert message in problem.message


def test_a_workbook_is_not_unpacked_when_it_is_an_attack(take_table: TakeTable) -> None:
    good = xlsx_file(Angebote=[["Kennung", "Titel"], [1, "Gruppe"]])
    bomb = with_part(good, "xl/media/x.bin", b"\0" * (61 * 2**20))
    assert len(bomb) < table_files.LARGEST_UPLOAD
    laughs = with_part(
        good,
        "xl/sharedStrings.xml",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>',
    )
    cut = good[: len(good) // 2]
    for content, message in ((bomb, "entpackt"), (laughs, "Tabellenprogramm"), (cut, "beschädigt")):
        (problem,) = take_table(content).problems.errors
        assert message in problem.message
    assert not Offer.objects.exists()


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(take_table: TakeTable) -> None:
    good = xlsx_file(Angebote=[["Kennung", "Titel"], [1, "Gruppe"]])
    lying = with_part(
        good,
        "xl/worksheets/sheet1.xml",
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Kennung</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>Titel</t></is></c></row>'
        b'<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>Gruppe</t></is></c></row>'
        b"</sheetData></worksheet>",
    )
    assert take_table(lying).counts["new"] == 1


def test_a_sheet_with_something_far_below_is_not_cut_silently(take_table: TakeTable) -> None:
    good = xlsx_file(Angebote=[["Kennung", "Titel"], [1, "Gruppe"]])
    far = with_part(
        good,
        "xl/worksheets/sheet1.xml",
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Kennung</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>Titel</t></is></c></row>'
        b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>',
    )
    (problem,) = take_table(far).problems.errors
    assert "zu viele Zeilen" in problem.message


def test_cells_of_a_workbook_keep_what_they_are(take_table: TakeTable) -> None:
    content: Any = xlsx_file(
        Angebote=[
            ["Kennung", "Titel", "Bundesweit", "Telefon", "Hinweis zu den Zeiten"],
            [1.0, "'-Minus", True, "'+49 551 123", time(9, 30)],
        ]
    )
    report = take_table(content)
    assert [problem.field for problem in report.problems.errors] == ["Hinweis zu den Zeiten"]
    content = xlsx_file(
        Angebote=[
            ["Kennung", "Titel", "Bundesweit", "Telefon"],
            [1.0, "'-Minus", True, "'+49 551 123"],
        ]
    )
    take_table(content)
    offer = Offer.objects.get()
    assert (offer.title, offer.nationwide) == ("-Minus", True)
    assert offer.contacts.get().value == "+49 551 123"
    assert ForeignRecord.objects.get().foreign_id == "1"
