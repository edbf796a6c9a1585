"""The feed of a question: the newest of its hits, and nothing that is not public."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from network_core.networks.models import Network
from search import indexer
from tests.factories import EventFactory, OfferFactory, PartnerFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, network: Network, address: str) -> list[tuple[str, str]]:
    """Title and link of every entry."""
    answer = client.get(f"/de/suche/feed/?{address}", headers={"host": network.site.hostname})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert answer.headers["Cache-Control"].startswith("private")
    found = ElementTree.fromstring(answer.content).iter(f"{ATOM}entry")  # noqa: S314
    return [
        (each.findtext(f"{ATOM}title", ""), each.find(f"{ATOM}link").attrib["href"])  # type: ignore[union-attr]
        for each in found
    ]


def test_the_newest_comes_first_with_full_addresses(
    network_a: Network, network_b: Network, client: Client
) -> None:
    now = timezone.now()
    for title, days in (("Kurs alt", 9), ("Kurs neu", 1), ("Kurs mittel", 5)):
        offer = OfferFactory(
            steward=network_b, title=title, first_published_at=now - timedelta(days=days)
        )
    PartnerFactory(steward=network_a, name="Kurs Haus", first_published_at=now)
    OfferFactory(steward=network_a, title="Kurs geheim", live=False, first_published_at=now)
    EventFactory(network=network_a, title="Kurs Termin", first_published_at=None)
    indexer.index_all_pending()
    found = entries(client, network_a, "q=Kurs&sort=title&p=2")
    assert [title for title, _ in found] == [
        "Kurs Haus",
        "Kurs neu",
        "Kurs mittel",
        "Kurs alt",
        "Kurs Termin",
    ]
    assert found[2][1] == f"{network_a.root_url}{offer.get_path('de')}"
    assert [title for title, _ in entries(client, network_a, "q=Kurs&scope=own&type=partner")] == [
        "Kurs Haus"
    ]
    page = client.get(
        "/de/suche/?q=Kurs&type=offer&sort=title", headers={"host": network_a.site.hostname}
    ).content.decode()
    assert page.count('href="feed/?q=Kurs&amp;type=offer"') == 2


def test_there_is_no_feed_of_nothing_and_none_while_the_search_is_down(
    network_a: Network, client: Client, index_folder: object
) -> None:
    host = {"host": network_a.site.hostname}
    assert client.get("/de/suche/feed/", headers=host).status_code == 404
    indexer.rebuild()
    assert entries(client, network_a, "q=Kurs") == []
    (index_folder / "current").write_text("gone")  # type: ignore[operator]
    answer = client.get("/de/suche/feed/?q=Kurs", headers=host)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "900")
