"""The home of the admin: what waits in the own networks, and nothing of the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from network_core.directory.models import CheckPlan, Offer, Proposal
from network_core.networks.models import Network
from network_core.statistics.models import DailyCount
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from sites.desk.guide_pages import guide_pages
from sites.models import StandardPage
from tests.factories import EventFactory, OfferFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(network_a: Network) -> Callable[[User], Client]:
    def log_in(user: User) -> Client:
        client = Client(HTTP_HOST=network_a.site.hostname)
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def home(network_a: Network, enter: Callable[[User], Client]) -> Callable[..., str]:
    """The home of the admin as a person with a role in network A sees it."""

    def shown(role: Role = Role.COORDINATOR) -> str:
        response = enter(person(network_a, role)).get("/admin/")
        assert response.status_code == 200
        return response.content.decode()

    return shown


def make_due(offer: Offer, days: int) -> None:
    due = timezone.localdate() + timedelta(days=days)
    CheckPlan.objects.update_or_create(
        offer=offer, defaults={"due_on": due, "hide_on": due + timedelta(days=400)}
    )


def furnish(network: Network, mark: str) -> None:
    """One thing for every section."""
    offer = OfferFactory(steward=network, title=f"{mark} Angebot")
    make_due(offer, 3)
    Proposal.objects.create(
        offer=offer, source=Proposal.Source.CHECK, sender_name=f"{mark} Absenderin"
    )
    draft = OfferFactory(steward=network, title=f"{mark} Entwurf")
    draft.title = f"{mark} geänderter Entwurf"
    draft.save_revision()
    page = StandardPage(title=f"{mark} Seite")
    Page.objects.get(pk=network.site.root_page_id).add_child(instance=page)
    page.title = f"{mark} geänderte Seite"
    page.save_revision()
    EventFactory(network=network, title=f"{mark} Frühstück")
    DailyCount.objects.create(
        network=network,
        kind="search_without_hit",
        key=f"{mark.lower()} pizza",
        day=timezone.localdate(),
        count=50,
    )


def test_what_waits_in_the_own_network_stands_there(
    network_a: Network, home: Callable[..., str]
) -> None:
    furnish(network_a, "Eigenes")
    shown = home()
    for text in (
        "Eigenes Absenderin",
        "Eigenes Angebot",
        "Eigenes Entwurf",
        "Eigenes geänderte Seite",
        "Eigenes Frühstück",
        "eigenes pizza",
    ):
        assert text in shown, text


def test_nothing_of_other_networks_stands_there(
    network_a: Network, network_b: Network, home: Callable[..., str]
) -> None:
    furnish(network_b, "Geheimes")
    for role in (Role.AUTHOR, Role.EDITOR, Role.COORDINATOR, Role.TRANSLATOR):
        assert "geheimes" not in home(role).lower()


def test_the_longest_due_check_comes_first_and_later_ones_not_at_all(
    network_a: Network, home: Callable[..., str]
) -> None:
    for title, days in (("Bald", 20), ("Vorbei", -20), ("Viel später", 90)):
        make_due(OfferFactory(steward=network_a, title=title), days)
    shown = home()
    assert shown.index("Vorbei") < shown.index("Bald")
    assert "war fällig am" in shown
    assert "Viel später" not in shown


def test_authors_are_not_asked_to_decide(network_a: Network, home: Callable[..., str]) -> None:
    furnish(network_a, "Eigenes")
    assert "Eigenes Absenderin" not in home(Role.AUTHOR)


def test_the_number_of_queries_does_not_depend_on_what_waits(
    network_a: Network, enter: Callable[[User], Client]
) -> None:
    client = enter(person(network_a, Role.COORDINATOR))

    def queries() -> int:
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len([each for each in captured if "directory_" in each["sql"]])

    furnish(network_a, "Eins")
    few = queries()
    for number in range(4):
        furnish(network_a, f"Noch {number}")
    assert queries() == few


def test_the_guide_explains_the_ten_tasks(
    network_a: Network, enter: Callable[[User], Client], home: Callable[..., str]
) -> None:
    client = enter(person(network_a, Role.AUTHOR))
    pages = guide_pages()
    assert len(pages) == 10
    on_home = home()
    for page in pages:
        assert page.title in on_home
        response = client.get(f"/admin/anleitung/{page.slug}/")
        assert response.status_code == 200
        assert page.title in response.content.decode()
        assert "<ol>" in response.content.decode()
    assert client.get("/admin/anleitung/").status_code == 200
    assert client.get("/admin/anleitung/gibt-es-nicht/").status_code == 404
    assert Client(HTTP_HOST=network_a.site.hostname).get("/admin/anleitung/").status_code == 302
