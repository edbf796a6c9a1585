"""The quarterly report on screen: who sees what, now and as it was, gaps, what happened."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from network_core.umbrella.choice import Choice
from network_core.umbrella.comparison import Comparison
from network_core.umbrella.quarter import Quarter, latest_quarters
from network_core.umbrella.reports.document import Document, Row, Table
from network_core.umbrella.reports.report import REPORT_KEYS
from network_core.umbrella.viewers import Viewer
from tests.factories import (
    ComparisonProfileFactory,
    MilestoneFactory,
    NetworkFactory,
    OfferFactory,
    SnapshotFactory,
    TermFactory,
    ThresholdFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def in_november() -> Any:
    """The fourth quarter of 2026 is running."""
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def networks(goettingen: Network, niedersachsen: Network, wuppertal: Network) -> list[Network]:
    """Three networks with their offers at the end of the second and the third quarter."""
    for place, network in enumerate((goettingen, niedersachsen, wuppertal), start=1):
        SnapshotFactory(network=network, value=10 * place, day=date(2026, 6, 30))
        SnapshotFactory(network=network, value=111 * place, day=date(2026, 9, 30))
    return [goettingen, niedersachsen, wuppertal]


def page(client: Client, **query: Any) -> tuple[Document, str]:
    """The report, and what the page says."""
    response = client.get(reverse("quarter_report"), query)
    assert response.status_code == 200
    return response.context["document"], response.content.decode()  # type: ignore[index]


def table(document: Document, caption: str) -> Table:
    """The table of that caption."""
    (found,) = [each for each in document.tables if each.caption.startswith(caption)]
    return found


def texts(rows: list[Row]) -> dict[str, list[str]]:
    """What stands in each row."""
    return {row.name: [cell.text for cell in row.cells] for row in rows}


def test_a_running_quarter_shows_the_numbers_of_the_comparison(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    OfferFactory.create_batch(3, steward=networks[0])
    ThresholdFactory(figure="offers", good=3, poor=1)
    on_screen = Comparison(Choice(columns=REPORT_KEYS), Viewer(True, frozenset()))
    document, html = page(enter(staff), network="goettingen")
    (row,) = on_screen.rows([networks[0]])
    shown = table(document, "Kennzahlen").rows
    assert [r.cells[0].text for r in shown] == [cell.text for cell in row.cells]
    assert [r.cells[4].text for r in shown] == [c.median.text for c in on_screen.columns]
    assert texts(shown)["Aktive Angebote"][:3] == ["3", "111", "−108"]
    assert "bisheriger Stand vom 25. November 2026" in html
    assert "Ampeln: 1 gut." in html
    assert reverse("quarter_report") in html


def test_a_past_quarter_shows_what_was_kept_at_its_end(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    OfferFactory.create_batch(3, steward=networks[0])
    client = enter(staff)
    document, html = page(client, network="goettingen", quarter="2026-3")
    offers = texts(table(document, "Kennzahlen").rows)["Aktive Angebote"]
    assert offers == ["111", "10", "+101", "222", "222"]
    assert "3. Quartal 2026, Stand vom 30. September 2026" in html
    assert "<desc" in html
    document, _html = page(client, network="alle", quarter="2026-3")
    assert texts(table(document, "Durchschnitt").rows)["Aktive Angebote"][:3] == [
        "222",
        "222",
        "+202",
    ]
    assert texts(table(document, "Angebote").rows)["Wuppertal"][0] == "333"
    assert "keine Zahlen festgehalten" in page(client, quarter="2020-1")[1]


def test_a_coordinator_reads_about_the_own_network_and_those_that_agreed(
    enter: Enter, networks: list[Network]
) -> None:
    goettingen, niedersachsen, wuppertal = networks
    ComparisonProfileFactory(network=niedersachsen, seen_by="networks")
    client = enter(person(goettingen, Role.COORDINATOR))
    for query in ({}, {"network": "alle"}):
        document, html = page(client, quarter="2026-3", **query)
        assert [row.name for row in table(document, "Angebote").rows][:2] == [
            "Goettingen",
            "Niedersachsen",
        ]
        assert "uppertal" not in html
        assert "333" not in html
        # Of three networks one is hidden: a mean would tell its value.
        assert texts(table(document, "Angebote").rows)["Durchschnitt"][0] == "–"
        for section in document.sections:
            for chart in section.charts:
                means = [line for line in chart.lines if line.name in ("Durchschnitt", "Median")]
                assert all(set(line.values) == {None} for line in means)
    for slug in (niedersachsen.slug, wuppertal.slug, "nonsense"):
        answer = client.get(reverse("quarter_report"), {"network": slug})
        assert answer.status_code in (302, 403)


def test_means_of_enough_hidden_networks_are_shown_to_coordinators(
    enter: Enter, networks: list[Network]
) -> None:
    document, _html = page(enter(person(networks[0], Role.COORDINATOR)), quarter="2026-3")
    offers = texts(table(document, "Kennzahlen").rows)["Aktive Angebote"]
    assert offers == ["111", "10", "+101", "222", "222"]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.PARTNER, None])
def test_nobody_else_reaches_it(enter: Enter, network_a: Network, role: Role | None) -> None:
    client = enter(person(network_a, role) if role else UserFactory())
    assert client.get(reverse("quarter_report")).status_code in (302, 403)


def test_gaps_name_the_topic_and_who_can_help(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    term: Term = TermFactory(scheme__slug="topic", label="Unterhalt")
    offer = OfferFactory(steward=networks[1])
    offer.topics.add(term)
    offer.save()
    client = enter(staff)
    document, html = page(client, network="goettingen")
    assert texts(table(document, "Themen ohne").rows) == {"Unterhalt": ["Niedersachsen"]}
    assert reverse("coverage_cell", args=["goettingen", "topic", term.slug]) in html
    document, html = page(client, network="niedersachsen")
    assert "Zu jedem Thema gibt es mindestens ein eigenes Angebot." in html
    document, html = page(client, network="alle")
    number, names = texts(table(document, "Themen, zu denen").rows)["Unterhalt"]
    assert (number, "Wuppertal" in names, "Niedersachsen" in names) == ("3", True, False)


def test_a_network_that_was_not_counted_is_not_called_complete(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    SnapshotFactory(network=networks[0], figure="topic:unterhalt", day=date(2026, 9, 30), value=2)
    TermFactory(scheme__slug="topic", slug="unterhalt", label="Unterhalt")
    client = enter(staff)
    complete = "mindestens ein"
    assert complete in page(client, network="goettingen", quarter="2026-3")[1]
    assert complete not in page(client, network="niedersachsen", quarter="2026-3")[1]
    assert complete not in page(client, network="alle", quarter="2026-3")[1]


def test_only_what_happened_in_the_quarter_is_told(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    MilestoneFactory(network=networks[0], day=date(2026, 8, 1), text="Neue Koordination")
    MilestoneFactory(network=networks[0], day=date(2026, 10, 1), text="Später")
    MilestoneFactory(network=networks[1], day=date(2026, 8, 1), text="Anderswo")
    html = page(enter(staff), network="goettingen", quarter="2026-3")[1]
    assert "1. August 2026: Neue Koordination (Goettingen)" in html
    assert "Später" not in html
    assert "Anderswo" not in html


def test_the_number_of_queries_does_not_grow_with_the_networks(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    client = enter(staff)

    def queries() -> int:
        page(client)
        with CaptureQueriesContext(connection) as captured:
            page(client)
        return len(captured)

    few = queries()
    for number in range(5):
        network = NetworkFactory(slug=f"netz-{number}")
        SnapshotFactory(network=network, day=date(2026, 9, 30))
        OfferFactory(steward=network)
    assert queries() == few


def test_quarters() -> None:
    assert Quarter.read("2026-3", TODAY) == Quarter(2026, 3)
    for nonsense in ("", "2026-5", "2027-1", "1066-1", "x\x00", "2026-30"):
        assert Quarter.read(nonsense, TODAY) == Quarter(2026, 4)
    first = Quarter(2026, 1)
    assert (first.first_day, first.last_day) == (date(2026, 1, 1), date(2026, 3, 31))
    assert first.previous.last_day == date(2025, 12, 31)
    assert [one.key for one in latest_quarters(TODAY)[:5]] == [
        "2026-4",
        "2026-3",
        "2026-2",
        "2026-1",
        "2025-4",
    ]
