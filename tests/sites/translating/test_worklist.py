"""The list of missing and stale translations: whose, in what order, and where it leads."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import Page

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from network_core.words.models import mirror_german_words
from sites.models import StandardPage
from tests.factories import (
    EventFactory,
    LocalNoteFactory,
    OfferFactory,
    PartnerFactory,
    PathwayFactory,
    PathwayStepFactory,
    TermFactory,
    WorkingGroupFactory,
    let_speak,
    person,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/uebersetzungen/"
ROW = re.compile(r"<tr>\s*<td>(.*?)</td>\s*<td>(.*?)</td>\s*<td>(.*?)</td>", re.DOTALL)
Enter = Callable[[User], Client]


def rows(client: Client, **query: Any) -> list[tuple[str, str, str]]:
    """Title, kind and state of each row, without tags."""
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [
        tuple(" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in found)  # type: ignore[misc]
        for found in ROW.findall(response.content.decode())
    ]


def page(network: Network, title: str) -> Page:
    """A published German page below the home page."""
    made = StandardPage(title=title, slug=title.lower())
    Page.objects.get(pk=network.site.root_page_id).add_child(instance=made)
    made.save_revision().publish()
    return made


def test_what_is_missing_or_stale_stands_there_the_most_read_first(
    network: Network, enter: Enter, translated: Callable[..., Any], look: Callable[..., None]
) -> None:
    page(network, "Kinderbetreuung")
    done = OfferFactory(steward=network, title="Fertig")
    translated(done, title="Done")
    older = OfferFactory(steward=network, title="Alt", slug="alt")
    translated(older, title="Old")
    older.title = "Älter"
    older.save()
    mirror_german_words(older)
    pathway = PathwayFactory(steward=network, title="Trennung", slug="trennung")
    PathwayStepFactory(pathway=pathway, title="Wohnung")
    look(network, "/de/kinderbetreuung/", 30)
    look(network, "/de/angebote/alt/", 20)
    look(network, "/de/wegweiser/trennung/", 10)
    client = enter(person(network))
    assert rows(client, language="en") == [
        ("Kinderbetreuung", "Seite", "fehlt"),
        ("Älter", "Angebot", "deutscher Text ist neuer"),
        ("Trennung", "Wegweiser", "fehlt"),
        ("Trennung: Wohnung", "Schritt eines Wegweisers", "fehlt"),
    ]
    assert [row[0] for row in rows(client, language="en", state="stale")] == ["Älter"]
    assert [row[0] for row in rows(client, language="ar", kind="offer")] == ["Älter", "Fertig"]


def test_nothing_is_missing_that_says_nothing_or_is_not_public(
    network: Network, enter: Enter
) -> None:
    PartnerFactory(steward=network, name="Ohne Worte", summary="", description="")
    OfferFactory(steward=network, title="Entwurf", live=False)
    LocalNoteFactory(network=network, text="")
    TermFactory(label="Gehört allen")
    assert rows(enter(person(network)), language="en") == []


def test_people_see_the_lists_of_their_networks_and_languages(
    umbrella: Network, network: Network, network_b: Network, enter: Enter
) -> None:
    let_speak(network_b, "en")
    OfferFactory(steward=network, title="Eigenes")
    OfferFactory(steward=network_b, title="Fremdes")
    TermFactory(label="Gehört allen")
    let_speak(umbrella, "en")
    translator = enter(person(network, Role.TRANSLATOR, "ar"))
    assert "Eigenes" in [row[0] for row in rows(translator)]
    html = translator.get(LIST).content.decode()
    assert 'value="ar"' in html
    assert 'value="en"' not in html
    assert "b-netz" not in html
    # What is asked for in an address is no way around it.
    assert rows(translator, language="en") == []
    assert rows(translator, network="b-netz") == []
    staff = enter(person(umbrella))
    assert "Fremdes" in [row[0] for row in rows(staff, network="b-netz", language="en")]
    assert (
        "/admin/uebersetzungen/offer/"
        not in staff.get(LIST, {"network": "b-netz", "language": "en"}).content.decode()
    )
    assert "Gehört allen" in [row[0] for row in rows(staff, network="umbrella", language="en")]
    author = enter(person(network, Role.AUTHOR))
    assert author.get(LIST).status_code in (302, 403)
    assert LIST not in author.get("/admin/").content.decode()
    assert LIST in translator.get("/admin/").content.decode()


def test_every_row_leads_to_where_it_is_translated(network: Network, enter: Enter) -> None:
    german = page(network, "Wohnen")
    offer = OfferFactory(steward=network, title="Umzugshilfe")
    editor = enter(person(network))
    html = editor.get(LIST, {"language": "ar"}).content.decode()
    submit = f"/admin/localize/submit/page/{german.pk}/"
    assert submit in html
    words = f"/admin/uebersetzungen/offer/{offer.pk}/ar/"
    assert words in html
    assert editor.get(submit).status_code == editor.get(words).status_code == 200
    # Offering a page is the editors' part.
    html = enter(person(network, Role.TRANSLATOR, "ar")).get(LIST).content.decode()
    assert submit not in html
    assert "noch nicht zum Übersetzen angeboten" in html
    assert words in html


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    network: Network, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    client = enter(person(network))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST, {"language": "en"})
        return len(queries)

    def more(number: int) -> None:
        for each in range(number):
            page(network, f"Seite-{number}-{each}")
            OfferFactory(steward=network)
            EventFactory(network=network)
            WorkingGroupFactory(network=network)

    more(1)
    asked()
    few = asked()
    more(15)
    assert asked() == few
    assert few < 45
    html = client.get(LIST, {"language": "en"}).content.decode()
    assert "Seite 1 von 2" in html


def test_the_list_is_a_file_too(network: Network, enter: Enter) -> None:
    OfferFactory(steward=network, title="=SUMME(A1)")
    client = enter(person(network))
    answer = client.get(LIST, {"language": "en", "kind": "offer", "export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "Text;Art;Stand;Entwurf;Aufrufe in 90 Tagen"
    assert lines[1] == "'=SUMME(A1);Angebot;fehlt;Nein;0"
    answer = client.get(LIST, {"language": "en", "kind": "offer", "export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert sheet["A2"].value == "=SUMME(A1)"
