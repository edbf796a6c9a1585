"""The course of a figure on screen: who sees what, choosing, what happened, the file."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.permissions import policy_registry

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from network_core.umbrella.figures import FIGURES
from network_core.umbrella.models import Milestone
from network_core.umbrella.trend.choice import PERIODS
from network_core.umbrella.trend.trend import Trend
from tests.factories import (
    AgreementFactory,
    ComparisonProfileFactory,
    MilestoneFactory,
    NetworkFactory,
    SnapshotFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def networks(goettingen: Network, niedersachsen: Network, wuppertal: Network) -> list[Network]:
    """Three networks with a snapshot of today and one of ten days ago."""
    today = timezone.localdate()
    for place, network in enumerate((goettingen, niedersachsen, wuppertal), start=1):
        SnapshotFactory(network=network, value=10 * place, day=today)
        SnapshotFactory(network=network, value=place, day=today - timedelta(days=10))
    return [goettingen, niedersachsen, wuppertal]


def page(client: Client, **query: Any) -> tuple[dict[str, Any], str]:
    """What the page was made from, and what it says."""
    response = client.get(reverse("trend"), query)
    assert response.status_code == 200
    return response.context, response.content.decode()  # type: ignore[return-value]


def slugs(client: Client, **query: Any) -> list[str]:
    """The networks that have a line."""
    return [network.slug for network in page(client, **query)[0]["trend"].networks]


def test_staff_choose_figure_networks_and_time(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    client = enter(staff)
    assert slugs(client) == ["a-netz", "goettingen", "niedersachsen", "wuppertal"]
    assert slugs(client, network=["wuppertal", "nonsense"]) == ["wuppertal"]
    assert slugs(client, network="nonsense") == []
    shown, html = page(client, figure="partners", period="two")
    assert (shown["figure"].key, shown["choice"].period) == ("partners", "two")
    assert "noch keine Werte" in html
    shown, html = page(client, figure="x\x00", period="x", network="wuppertal")
    assert (shown["figure"].key, shown["choice"].period) == ("offers", "half")
    assert shown["trend"].values(networks[2]) == [3, 30]
    assert "<desc" in html
    assert reverse("trend") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_coordinator_sees_the_own_line_and_those_that_agreed(
    enter: Enter, networks: list[Network]
) -> None:
    goettingen, niedersachsen, wuppertal = networks
    ComparisonProfileFactory(network=niedersachsen, seen_by="networks")
    MilestoneFactory(network=wuppertal, text="Geheimes")
    client = enter(person(goettingen, Role.COORDINATOR))
    assert slugs(client) == ["goettingen"]
    both = ["goettingen", "niedersachsen"]
    assert slugs(client, network=[*both, "wuppertal"]) == both
    asked = {"network": [*both, "wuppertal"]}
    assert "uppertal" not in page(client, **asked)[1].replace("network=wuppertal", "")
    assert "Geheimes" not in page(client, **asked)[1]
    file = client.get(reverse("trend"), asked | {"export": "csv"}).getvalue().decode()  # type: ignore[attr-defined]
    assert "30" not in file.replace(f"{timezone.localdate():%d.%m.%Y}", "")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.PARTNER, None])
def test_nobody_else_reaches_it(enter: Enter, network_a: Network, role: Role | None) -> None:
    client = enter(person(network_a, role) if role else UserFactory())
    assert client.get(reverse("trend")).status_code in (302, 403)


def test_more_networks_than_lines_are_said_to_be_too_many(enter: Enter, staff: User) -> None:
    chosen = [NetworkFactory(slug=f"netz-{number}").slug for number in range(7)]
    shown, html = page(enter(staff), network=chosen)
    assert len(shown["trend"].networks) == 6
    assert "Mehr als 6 Linien" in html


def test_each_point_is_the_last_day_of_its_bucket(goettingen: Network) -> None:
    # Two months, of which the first one has a night without snapshot at its end.
    for day, value in ((date(2026, 9, 2), 1), (date(2026, 9, 29), 2), (date(2026, 10, 31), 3)):
        SnapshotFactory(network=goettingen, day=day, value=value)
    trend = Trend(FIGURES["offers"], [goettingen], PERIODS["two"], date(2026, 11, 25))
    assert trend.days == [date(2026, 9, 29), date(2026, 10, 31)]
    assert trend.values(goettingen) == [2, 3]


def test_changes_are_written_with_their_sign(goettingen: Network, wuppertal: Network) -> None:
    today = date(2026, 11, 25)
    for network, before, now in ((goettingen, 0.5, 0.75), (wuppertal, 0.5, 0.25)):
        SnapshotFactory(network=network, figure="verified", day=date(2026, 9, 30), value=before)
        SnapshotFactory(network=network, figure="verified", day=today, value=now)
    trend = Trend(FIGURES["verified"], [goettingen, wuppertal], PERIODS["half"], today)
    assert [(row.now, row.before, row.difference) for row in trend.changes] == [
        ("75,0 %", "50,0 %", "+25,0 Prozentpunkte"),
        ("25,0 %", "50,0 %", "−25,0 Prozentpunkte"),
    ]


def test_what_happened_is_marked_and_signed_agreements_come_by_themselves(
    enter: Enter, staff: User, networks: list[Network], umbrella: Network
) -> None:
    goettingen, _niedersachsen, wuppertal = networks
    day = timezone.localdate() - timedelta(days=5)
    MilestoneFactory(network=goettingen, day=day, text="Neue Koordination hier")
    MilestoneFactory(network=None, day=day, text="Etwas für alle")
    MilestoneFactory(network=wuppertal, day=day, text="Anderswo")
    MilestoneFactory(network=None, day=day - timedelta(days=1000), text="Lange her")
    AgreementFactory(network=goettingen, signed_on=day, title="Miteinander")
    AgreementFactory(network=goettingen, signed_on=day, title="Entwurf", live=False)
    AgreementFactory(network=umbrella, signed_on=day, title="Im Bund")
    _shown, html = page(enter(staff), network=["goettingen", "niedersachsen"])
    for text in (
        "Neue Koordination hier",
        "Etwas für alle",
        "Vereinbarung unterzeichnet: Miteinander",
        "Im Bund",
    ):
        assert text in html
    for text in ("Anderswo", "Lange her", "Entwurf"):
        assert text not in html


def test_only_the_umbrella_enters_what_happened(
    enter: Enter, staff: User, goettingen: Network
) -> None:
    policy = policy_registry.get_by_type(Milestone)
    coordinator = person(goettingen, Role.COORDINATOR)
    assert policy.user_has_permission(staff, "add")
    assert not policy.user_has_any_permission(coordinator, ["add", "change", "view"])
    client = enter(staff)
    day = {"day": "2026-11-02", "text": "Neue Koordination"}
    response = client.post(reverse("ereignisse-im-verlauf:add"), day | {"network": goettingen.pk})
    assert response.status_code == 302
    client.post(reverse("ereignisse-im-verlauf:add"), day | {"network": ""})
    assert set(Milestone.objects.values_list("network", flat=True)) == {goettingen.pk, None}
    assert enter(coordinator).get(reverse("ereignisse-im-verlauf:index")).status_code == 302


def test_the_file_has_the_numbers_of_the_table(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    query = {"network": ["goettingen", "wuppertal"], "export": "csv"}
    response = enter(staff).get(reverse("trend"), query)
    lines = response.getvalue().decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "Datum;Netzwerk goettingen;Netzwerk wuppertal"
    assert lines[-1] == f"{timezone.localdate():%d.%m.%Y};10;30"
    xlsx = enter(staff).get(reverse("trend"), query | {"export": "xlsx"})
    assert xlsx["Content-Type"].endswith("sheet")


def test_the_page_takes_as_many_queries_for_six_lines_as_for_one(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    client = enter(staff)

    def queries(chosen: list[Network]) -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, network=[network.slug for network in chosen])
        return len(captured)

    queries(networks[:1])
    few = queries(networks[:1])
    more = [NetworkFactory() for _number in range(3)]
    for network in more:
        SnapshotFactory(network=network)
        MilestoneFactory(network=network)
    assert queries([*networks, *more]) == few
