"""Coordinators import tables in the admin: template, upload, report, confirmation."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from network_core.directory.models import Offer, Partner
from network_core.networks.models import Network
from network_core.opendata.jobs import forget_uploads
from network_core.opendata.models import ForeignRecord, ImportRun
from network_core.tenancy.matrix import Role
from tests.factories import TermFactory, person
from tests.opendata.sheets import filled_template, offers_csv

UPLOAD = "/admin/import/"
Enter = Callable[..., Client]


@pytest.fixture
def enter(network_a: Network) -> Enter:
    """Log in somebody of network A."""

    def log_in(role: Role = Role.COORDINATOR, network: Network = network_a) -> Client:
        client = Client(HTTP_HOST=network_a.site.hostname)
        client.force_login(person(network, role))
        return client

    return log_in


def send(client: Client, content: bytes, name: str = "liste.csv", **values: object) -> ImportRun:
    """Upload a file; returns what waits for confirmation."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(UPLOAD, {"file": file, "source": "Liste", **values})
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportRun.objects.latest("pk")


def confirm(client: Client, run: ImportRun, **values: str) -> str:
    """Confirm what the report shows; returns the page after it."""
    shown = client.get(f"{UPLOAD}{run.pk}/").context["fingerprint"]
    answer = client.post(
        f"{UPLOAD}{run.pk}/", {"fingerprint": shown, "confirm": "", **values}, follow=True
    )
    return str(answer.content.decode())


def test_the_template_is_filled_in_checked_and_taken_over(network_a: Network, enter: Enter) -> None:
    TermFactory(slug="geld", label="Geld und Unterhalt")
    client = enter()
    page = client.get(UPLOAD).content.decode()
    assert "import/vorlage/vorlage.xlsx" in page
    template = b"".join(client.get(f"{UPLOAD}vorlage/vorlage.xlsx").streaming_content)
    book = load_workbook(BytesIO(template))
    assert book.sheetnames == ["Partner", "Angebote", "Anleitung", "Begriffe"]
    assert [cell.value for cell in book["Begriffe"][2]][1:] == ["Geld und Unterhalt", "geld"]
    content = filled_template(
        template,
        Partner=[{"Kennung": "p1", "Name": "Haus der Familie"}],
        Angebote=[{"Kennung": "a1", "Titel": "Krabbelgruppe", "Partner": "p1", "Themen": "geld"}],
    )

    run = send(client, content, "liste.xlsx")
    report = client.get(f"{UPLOAD}{run.pk}/").content.decode()
    assert "2 neu, 0 geändert" in report
    assert "Krabbelgruppe" in report
    assert not Partner.objects.exists()

    assert "Übernommen: 2 neu" in confirm(client, run)
    offer = Offer.objects.get()
    assert (offer.steward, offer.partner, offer.live) == (network_a, Partner.objects.get(), True)
    run.refresh_from_db()
    assert (run.state, run.content) == ("done", None)
    assert ForeignRecord.objects.get(offer=offer).imported_by == run.created_by
    # Nothing happens when somebody presses the button again.
    assert "2 neu, 0 geändert" in confirm_again(client, run)
    assert Offer.objects.count() == 1


def confirm_again(client: Client, run: ImportRun) -> str:
    """Press the button on a page that is still open in another tab."""
    answer = client.post(f"{UPLOAD}{run.pk}/", {"confirm": "", "fingerprint": "x"})
    return str(answer.content.decode())


@pytest.mark.parametrize("name", ["partner.csv", "angebote.csv"])
def test_the_templates_as_csv_can_be_uploaded_as_they_are(enter: Enter, name: str) -> None:
    client = enter()
    content = b"".join(client.get(f"{UPLOAD}vorlage/{name}").streaming_content)
    run = send(client, content, name)
    assert "nichts Neues" in client.get(f"{UPLOAD}{run.pk}/").content.decode()


def test_a_file_with_errors_cannot_be_confirmed(enter: Enter) -> None:
    client = enter()
    run = send(client, offers_csv(["1", "Gut", ""], ["", "Ohne Nummer", ""]))
    page = client.get(f"{UPLOAD}{run.pk}/").content.decode()
    assert "Zeile 3" in page
    assert "Die Kennung fehlt." in page
    assert "Jetzt übernehmen" not in page
    confirm(client, run)
    assert not Offer.objects.exists()


def test_what_has_changed_since_the_report_is_asked_again(enter: Enter) -> None:
    client = enter()
    first = send(client, offers_csv(["1", "Gruppe", ""]))
    second = send(client, offers_csv(["1", "Gruppe am Montag", ""]))
    stale = client.get(f"{UPLOAD}{second.pk}/").context["fingerprint"]
    confirm(client, first)
    page = confirm(client, second, fingerprint=stale)
    assert "noch einmal prüfen" in page
    assert Offer.objects.get().title == "Gruppe"
    confirm(client, second)
    assert Offer.objects.get().title == "Gruppe am Montag"


def test_what_was_edited_here_is_shown_as_a_conflict(enter: Enter) -> None:
    client = enter()
    confirm(client, send(client, offers_csv(["1", "Gruppe", ""])))
    offer = Offer.objects.get()
    offer.title = "Unsere Gruppe"
    offer.save_revision().publish()
    run = send(client, offers_csv(["1", "Gruppe neu", ""]))
    page = client.get(f"{UPLOAD}{run.pk}/").content.decode()
    assert "Hier geändert seit der letzten Übernahme: Titel." in page
    assert "Jetzt übernehmen" not in page


def test_a_dropped_file_is_forgotten(enter: Enter) -> None:
    client = enter()
    run = send(client, offers_csv(["1", "Gruppe", ""]))
    client.post(f"{UPLOAD}{run.pk}/", {"drop": ""})
    run.refresh_from_db()
    assert (run.state, run.content) == ("dropped", None)


def test_files_that_nobody_takes_over_are_deleted(enter: Enter) -> None:
    client = enter()
    old, new = (send(client, offers_csv(["1", "Gruppe", ""])) for _number in range(2))
    ImportRun.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    assert forget_uploads() == "1 Dateien gelöscht"
    assert ImportRun.objects.get(pk=old.pk).content is None
    assert ImportRun.objects.get(pk=new.pk).content


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR])
def test_only_coordinators_import(enter: Enter, role: Role) -> None:
    run = send(enter(), offers_csv(["1", "Gruppe", ""]))
    client = enter(role)
    for address in (UPLOAD, f"{UPLOAD}{run.pk}/", f"{UPLOAD}vorlage/vorlage.xlsx"):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, {"confirm": ""}).status_code in (302, 403, 405)
    assert 'href="/admin/import/"' not in client.get("/admin/").content.decode()
    assert not Offer.objects.exists()


def test_nobody_imports_into_another_network_or_sees_its_files(
    network_a: Network, network_b: Network, enter: Enter
) -> None:
    theirs = enter(Role.COORDINATOR, network_b)
    run = send(theirs, offers_csv(["1", "Geheim", ""]), "geheim.csv")
    client = enter()
    assert "geheim.csv" not in client.get(UPLOAD).content.decode()
    answer = client.get(f"{UPLOAD}{run.pk}/")
    assert answer.status_code in (302, 403)
    client.post(f"{UPLOAD}{run.pk}/", {"confirm": ""})
    run.refresh_from_db()
    assert run.state == "checked"
    assert send(client, offers_csv(["1", "Gruppe", ""]), network=network_b.pk).network == network_a
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [({"source": ""}, "source"), ({"source": "\x00"}, "source"), ({"file": ""}, "file")],
)
def test_a_form_that_is_not_complete_says_what_is_missing(
    enter: Enter, values: dict[str, str], field: str
) -> None:
    file = SimpleUploadedFile("liste.csv", offers_csv(["1", "Gruppe", ""]))
    answer = enter().post(UPLOAD, {"file": file, "source": "Liste", **values})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors


def test_terms_are_mapped_by_an_uploaded_file(enter: Enter) -> None:
    TermFactory(slug="geld")
    client = enter()
    content = b"Kennung;Titel;Themen\r\n1;Gruppe;Knete"
    mapping = SimpleUploadedFile("begriffe.csv", b"fremd;unser\nKnete;topic:geld\n")
    confirm(client, send(client, content, terms=mapping))
    assert Offer.objects.get().topics.get().slug == "geld"
    broken = SimpleUploadedFile("begriffe.csv", b"Knete;topic:geld;zu viel\n")
    file = SimpleUploadedFile("liste.csv", content)
    answer = client.post(UPLOAD, {"file": file, "source": "Liste", "terms": broken})
    assert "Zeile 1" in str(answer.context["form"].errors["terms"])
