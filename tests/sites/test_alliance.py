"""The pages about how networks work together, as visitors meet them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network_core.alliance.models import Agreement, Position
from network_core.networks.models import Network
from sites.provisioning.provision import Blueprint, provision
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    GroupMemberFactory,
    MeetingFactory,
    NetworkOfTheMonthFactory,
    PartnerFactory,
    PositionFactory,
    SignatureFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db
BASE = "/de/zusammenarbeit/"


@pytest.fixture
def nets(db: None) -> dict[str, Network]:
    """An umbrella and two networks with their standard pages and nothing else."""
    cache.clear()
    facts = [
        {"slug": "bund", "name": "Bund", "is_umbrella": True},
        {"slug": "eins", "name": "Netz Eins"},
        {"slug": "zwei", "name": "Netz Zwei"},
    ]
    made = provision([Blueprint(f, None, f"{f['slug']}.localhost", 80) for f in facts])
    return {network.slug: network for network, _is_new in made}


def visit(network: Network, path: str = BASE) -> HttpResponse:
    """A visitor's request on the network's site."""
    return Client().get(path, headers={"host": network.site.hostname})


def text(network: Network, path: str = BASE) -> str:
    """The HTML of a page that is there."""
    response = visit(network, path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_network_without_entries_says_so_and_has_no_menu_entry(nets: dict[str, Network]) -> None:
    page = text(nets["eins"])
    for sentence in ("noch keine Arbeitsgruppe", "noch keine Vereinbarung", "noch keine Stellung"):
        assert sentence in page
    assert BASE not in text(nets["eins"], "/de/")
    for section in ("arbeitsgruppen", "vereinbarungen", "positionen"):
        assert "noch keine" in text(nets["eins"], f"{BASE}{section}/")


@pytest.mark.parametrize(
    ("factory", "name"),
    [(WorkingGroupFactory, "name"), (AgreementFactory, "title"), (PositionFactory, "title")],
)
def test_each_site_lists_its_own_and_no_draft(
    nets: dict[str, Network], factory: Callable[..., Any], name: str
) -> None:
    own = factory(network=nets["eins"], **{name: "Eigenes Werk"})
    factory(network=nets["zwei"], **{name: "Fremdes Werk"})
    draft = factory(network=nets["eins"], live=False, **{name: "Entwurf von morgen"})
    lists = [BASE, own.get_path("de").rsplit("/", 2)[0] + "/"]
    for path in lists:
        page = text(nets["eins"], path)
        assert "Eigenes Werk" in page
        assert "Fremdes Werk" not in page
        assert "Entwurf von morgen" not in page
        assert "Fremdes Werk" in text(nets["bund"], path)
    assert "Eigenes Werk" in text(nets["eins"], own.get_path("de"))
    assert visit(nets["eins"], draft.get_path("de")).status_code == 404


def test_another_site_shows_it_in_its_frame_and_names_the_owners_address(
    nets: dict[str, Network],
) -> None:
    group = WorkingGroupFactory(network=nets["eins"], slug="geld")
    page = text(nets["zwei"], group.get_path("de"))
    assert f'rel="canonical" href="http://eins.localhost{BASE}arbeitsgruppen/geld/"' in page


def test_unknown_addresses_are_not_there(nets: dict[str, Network]) -> None:
    for path in ("unsinn/", "unsinn/x/", "positionen/x/", "netzwerk-des-monats/"):
        assert visit(nets["eins"], BASE + path).status_code == 404, path


def test_a_group_names_its_public_members_and_meetings_only(nets: dict[str, Network]) -> None:
    group = WorkingGroupFactory(network=nets["eins"], composition="Freie Träger", tasks="Planen")
    GroupMemberFactory(group=group, partner=PartnerFactory(name="Haus Mitte"), role="chair")
    GroupMemberFactory(group=group, partner=PartnerFactory(name="Geheime Stelle", live=False))
    MeetingFactory(group=group, subject="Ferien", minutes="<p>Es gab Kuchen.</p>")
    MeetingFactory(group=group, subject="Nur für uns", live=False)
    page = text(nets["eins"], group.get_path("de"))
    for said in ("Haus Mitte", "Leitung", "Freie Träger", "Planen", "Ferien", "Es gab Kuchen."):
        assert said in page
    assert "Geheime Stelle" not in page
    assert "Nur für uns" not in page


def test_unknown_tasks_are_said_to_be_unknown(nets: dict[str, Network]) -> None:
    unknown = "Die Aufgaben sind nicht bekannt"
    agreement = AgreementFactory(network=nets["eins"], signed_precision="month")
    AgreementPartyFactory(agreement=agreement, partner__name="Amt", tasks="Beraten\nBegleiten")
    AgreementPartyFactory(agreement=agreement, partner__name="Verein")
    page = text(nets["eins"], agreement.get_path("de"))
    assert page.count(unknown) == 2, "the tasks of one party, and the common ones"
    assert "<li>Begleiten</li>" in page
    assert "Mai 2025" in page
    assert "6. Mai 2025" not in page
    Agreement.objects.update(common_tasks="Abstimmen")
    assert text(nets["eins"], agreement.get_path("de")).count(unknown) == 1


def test_a_signed_position_stands_on_both_sites(nets: dict[str, Network]) -> None:
    position = PositionFactory(
        network=nets["eins"], title="Mehr Kitaplätze", demands="Bauen", addressees="Der Rat"
    )
    assert "Mehr Kitaplätze" not in text(nets["zwei"])
    SignatureFactory(network=nets["zwei"], position=position)
    assert "Mehr Kitaplätze" in text(nets["zwei"])
    page = text(nets["eins"], position.get_path("de"))
    for said in ("Mitgezeichnet von", "Netz Zwei", "<li>Bauen</li>", "<li>Der Rat</li>"):
        assert said in page


def test_lists_and_minutes_have_pages(nets: dict[str, Network]) -> None:
    for number in range(21):
        PositionFactory(network=nets["eins"], title=f"Papier {number:02}")
    path = f"{BASE}positionen/"
    assert "Papier 20" not in text(nets["eins"], path)
    assert "Papier 20" in text(nets["eins"], f"{path}?p=2")
    assert "Alle Positionen" in text(nets["eins"])
    group = WorkingGroupFactory(network=nets["eins"])
    for number in range(11):
        MeetingFactory(group=group, date=f"2026-01-{number + 1:02}", subject=f"Treffen {number:02}")
    assert "Treffen 00" not in text(nets["eins"], group.get_path("de"))
    assert "Treffen 00" in text(nets["eins"], f"{group.get_path('de')}?p=2")


def test_the_award_is_a_badge_at_home_and_stands_in_the_archive(nets: dict[str, Network]) -> None:
    assert "Netzwerk des Monats" not in text(nets["eins"], "/de/")
    assert "Noch wurde kein" in text(nets["bund"], f"{BASE}netzwerk-des-monats/")
    NetworkOfTheMonthFactory(network=nets["eins"], reason="Für den Mut")
    for site in ("eins", "bund"):
        page = text(nets[site], "/de/")
        assert "Netzwerk des Monats Dezember 2012" in page
        assert "Für den Mut" in page
    assert "Netzwerk des Monats" not in text(nets["zwei"], "/de/")
    archive = text(nets["bund"], f"{BASE}netzwerk-des-monats/")
    assert "Dezember 2012" in archive
    assert "Netz Eins" in archive


def grow(network: Network) -> None:
    """One more of everything."""
    group = WorkingGroupFactory(network=network)
    first = group.__class__.objects.order_by("pk").first()
    GroupMemberFactory(group=first)
    MeetingFactory(group=first)
    agreement = AgreementFactory(network=network)
    AgreementPartyFactory(agreement=agreement)
    AgreementPartyFactory(agreement=Agreement.objects.order_by("pk").first())
    PositionFactory(network=network)
    SignatureFactory(position=Position.objects.order_by("pk").first())


def test_queries_do_not_grow_with_what_is_shown(nets: dict[str, Network]) -> None:
    network = nets["eins"]
    grow(network)
    NetworkOfTheMonthFactory(network=network)
    records = [
        WorkingGroupFactory._meta.model.objects.first(),
        Agreement.objects.first(),
        Position.objects.first(),
    ]
    paths = [BASE, *(f"{BASE}{s}/" for s in ("arbeitsgruppen", "vereinbarungen", "positionen"))]
    paths += ["/de/", *(record.get_path("de") for record in records)]

    def count() -> dict[str, int]:
        found = {}
        for path in paths:
            text(network, path)
            with CaptureQueriesContext(connection) as queries:
                text(network, path)
            found[path] = len(queries)
        return found

    few = count()
    for _number in range(3):
        grow(network)
    assert count() == few
    assert max(few.values()) < 30
