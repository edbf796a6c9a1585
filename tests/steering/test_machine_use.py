"""Who reads what networks have a machine translate, and who says how much that may be."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import ModelLogEntry

from infra.settings.machine_translation import machine_translation
from network_core.machine_translation.models import MachineBudget, SentCharacters, this_month
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.factories import NetworkFactory, person
from tests.steering.conftest import Enter

LIST = reverse("machine_use")


@pytest.fixture(autouse=True)
def used(network_a: Network, network_b: Network) -> None:
    """Both networks have asked, A in the month before, too."""
    month = this_month()
    last = (month - timedelta(days=1)).replace(day=1)
    for network, when, characters in (
        (network_a, month, 1234),
        (network_a, last, 777),
        (network_b, month, 99_000),
    ):
        SentCharacters.objects.create(
            network=network,
            month=when,
            characters=characters,
            budget=50_000,
            engine=f"Dienst von {network.slug}",
            failed=3,
            refused=2,
        )


def html_of(client: Client, url: str = LIST, **query: str) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_staff_read_all_networks_month_by_month(
    staff: User, network_a: Network, network_b: Network, enter: Enter
) -> None:
    client = enter(staff)
    html = html_of(client)
    for text in (network_a.name, "1.234", "99.000", "100.000", "99 %", "100.234", "Dienst von"):
        assert text in html
    last = (this_month() - timedelta(days=1)).replace(day=1)
    html = html_of(client, month=f"{last:%Y-%m}")
    assert "777" in html
    assert "50.000" in html, "the budget that was met then"
    assert "1.234" not in html
    html = html_of(client, network=network_a.slug)
    assert "777" in html
    assert "1.234" in html
    assert "99.000" not in html
    assert html_of(client, month="2026-99", network="nobody")


def test_coordinators_read_their_own_network(
    network_a: Network, network_b: Network, enter: Enter
) -> None:
    client = enter(person(network_a, Role.COORDINATOR))
    for query in ({}, {"network": network_b.slug}):
        html = html_of(client, **query)
        assert "1.234" in html
        assert "777" in html
        assert network_b.name not in html
        assert "99.000" not in html
        assert reverse("machine_budget", args=[network_a.slug]) not in html


def test_nobody_else_reads_it(network_a: Network, enter: Enter) -> None:
    for role, language in ((Role.EDITOR, ""), (Role.AUTHOR, ""), (Role.TRANSLATOR, "tr")):
        client = enter(person(network_a, role, language))
        assert client.get(LIST).status_code in (302, 403)


def test_staff_set_the_budget_of_one_network(
    staff: User, network_a: Network, network_b: Network, enter: Enter
) -> None:
    client = enter(staff)
    url = reverse("machine_budget", args=[network_a.slug])
    assert url in html_of(client)
    for wrong in ("-1", "viel", "1000000001"):
        answer = client.post(url, {"characters": wrong})
        assert answer.status_code == 200
        assert wrong in answer.content.decode()
    assert client.post(url, {"characters": "250000"}).status_code == 302
    assert MachineBudget.objects.of([network_a.pk, network_b.pk]) == {
        network_a.pk: 250_000,
        network_b.pk: 100_000,
    }
    assert 'value="250000"' in html_of(client, url)
    assert client.post(url, {"characters": ""}).status_code == 302
    assert MachineBudget.objects.of([network_a.pk])[network_a.pk] == 100_000
    changes = ModelLogEntry.objects.filter(action="steering.machine_budget").order_by("pk")
    assert [entry.message for entry in changes] == [
        "Budget für maschinelle Übersetzung: 250.000 Zeichen im Monat",
        "Budget für maschinelle Übersetzung: wie üblich",
    ]


def test_only_staff_set_budgets(network_a: Network, enter: Enter) -> None:
    client = enter(person(network_a, Role.COORDINATOR))
    url = reverse("machine_budget", args=[network_a.slug])
    assert client.get(url).status_code in (302, 403)
    assert client.post(url, {"characters": "9"}).status_code in (302, 403)
    assert not MachineBudget.objects.exists()


def test_the_menu_leads_there_where_a_service_is_asked(
    staff: User, enter: Enter, settings: Settings
) -> None:
    home = reverse("wagtailadmin_home")
    assert LIST not in html_of(enter(staff), home)
    settings.MACHINE_TRANSLATION = machine_translation("placeholder", "", "", 1)
    assert LIST in html_of(enter(staff), home)


def test_many_networks_are_read_page_by_page_with_as_many_questions(
    staff: User, enter: Enter
) -> None:
    client = enter(staff)

    def cost(url: str = LIST) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    cost()
    few = cost()
    for _each in range(55):
        SentCharacters.objects.create(network=NetworkFactory(), month=this_month(), characters=1)
    assert cost() == few
    shown: Any = client.get(LIST, {"p": 2}).context["page_obj"]
    assert shown.paginator.num_pages == 2
    assert len(shown.object_list) > 0
