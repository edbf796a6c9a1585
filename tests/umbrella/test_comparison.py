"""The comparison on screen: who sees what, choosing, sorting, filters, means and traffic lights."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from network_core.umbrella.choice import Choice
from network_core.umbrella.comparison import Comparison
from network_core.umbrella.figures import FIGURES
from network_core.umbrella.lights import Light, light
from network_core.umbrella.models import Threshold
from network_core.umbrella.viewers import Viewer
from tests.factories import (
    AdministratorFactory,
    ComparisonProfileFactory,
    NetworkFactory,
    OfferFactory,
    PartnerFactory,
    ThresholdFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def networks(goettingen: Network, niedersachsen: Network, wuppertal: Network) -> list[Network]:
    """Three networks with four, two and no offers."""
    for network, number in ((goettingen, 4), (niedersachsen, 2)):
        OfferFactory.create_batch(number, steward=network)
    return [goettingen, niedersachsen, wuppertal]


def context(client: Client, **query: Any) -> dict[str, Any]:
    """What the page was made from."""
    response = client.get(reverse("comparison"), query)
    assert response.status_code == 200
    return response.context  # type: ignore[no-any-return]


def slugs(client: Client, **query: Any) -> list[str]:
    """The networks that are shown, in order."""
    return [row.network.slug for row in context(client, **query)["rows"]]


def test_staff_see_every_network_but_the_umbrella(
    enter: Enter, staff: User, networks: list[Network], network_a: Network
) -> None:
    client = enter(staff)
    assert slugs(client) == ["a-netz", "goettingen", "niedersachsen", "wuppertal"]
    html = client.get(reverse("comparison")).content.decode()
    assert reverse("figure_records", args=["offers", "goettingen"]) in html
    assert reverse("figure_records", args=["offers", "wuppertal"]) not in html
    assert "Aktive Angebote" in html
    assert "überschneidet sich mit Niedersachsen" in html


@pytest.mark.parametrize(
    "role", [Role.AUTHOR, Role.EDITOR, Role.TRANSLATOR, Role.PARTNER, None, "umbrella-editor"]
)
def test_nobody_else_reaches_it(
    enter: Enter, umbrella: Network, network_a: Network, role: Role | str | None
) -> None:
    if role == "umbrella-editor":
        user = person(umbrella, Role.EDITOR)
    else:
        user = person(network_a, Role(role)) if role else UserFactory()
    client = enter(user)
    for address in (
        reverse("comparison"),
        reverse("comparison_choose"),
        reverse("figure_records", args=["offers", network_a.slug]),
    ):
        assert client.get(address).status_code in (302, 403), address
    if role in (Role.EDITOR, "umbrella-editor"):
        assert (
            reverse("comparison") not in client.get(reverse("wagtailadmin_home")).content.decode()
        )


def test_a_coordinator_sees_the_own_row_and_those_that_agreed(
    enter: Enter, networks: list[Network], network_a: Network
) -> None:
    goettingen, niedersachsen, wuppertal = networks
    ComparisonProfileFactory(network=goettingen, seen_by="networks")
    ComparisonProfileFactory(network=niedersachsen, seen_by="public")
    ComparisonProfileFactory(network=wuppertal)
    client = enter(person(network_a, Role.COORDINATOR))
    assert slugs(client) == ["a-netz", "goettingen", "niedersachsen"]
    assert slugs(client, network=["wuppertal"]) == []
    assert (
        client.get(reverse("comparison"), {"export": "csv"}).getvalue().decode().count("wuppertal")
        == 0
    )
    assert "wuppertal" not in client.get(reverse("comparison_choose")).content.decode()
    for slug, status in (("goettingen", 200), ("a-netz", 200), ("wuppertal", 302)):
        assert client.get(reverse("figure_records", args=["offers", slug])).status_code == status


def test_means_of_all_are_shown_unless_they_tell_what_one_network_hides(
    enter: Enter, networks: list[Network], network_a: Network
) -> None:
    client = enter(person(network_a, Role.COORDINATOR))

    def means() -> tuple[Any, Any]:
        column = context(client, column="offers")["columns"][0]
        return column.average.value, column.median.value

    assert means() == (1.5, 1), "of four networks three are hidden"
    for network in networks[:2]:
        ComparisonProfileFactory(network=network, seen_by="networks")
    assert means() == (None, None), "one hidden network could be worked out"
    ComparisonProfileFactory(network=networks[2], seen_by="networks")
    assert means() == (1.5, 1)


def test_columns_order_and_networks_are_chosen_in_the_address(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    client = enter(staff)
    shown = context(client, column=["partners", "offers", "nonsense"], sort="-offers")
    assert [column.figure.key for column in shown["columns"]] == ["partners", "offers"]
    assert [row.network.slug for row in shown["rows"]][:2] == ["goettingen", "niedersachsen"]
    assert slugs(client, column="offers", sort="offers")[-1] == "goettingen"
    assert slugs(client, sort="-name")[0] == "wuppertal"
    assert slugs(client, network=["wuppertal", "goettingen"]) == ["goettingen", "wuppertal"]
    turned = context(client, network=["wuppertal", "goettingen"], view="side")["turned"]
    assert len(turned) == len(context(client)["columns"])
    assert context(client, view="side")["turned"] is None


def test_networks_without_a_value_come_last_in_both_directions(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    client = enter(staff)
    # Only one network has offers and another language besides German.
    for sort in ("translated", "-translated"):
        assert slugs(client, column="translated", sort=sort)[0] == "goettingen"


def test_filters_by_land_size_and_age(enter: Enter, staff: User, networks: list[Network]) -> None:
    goettingen, _niedersachsen, wuppertal = networks
    today = timezone.localdate()
    ComparisonProfileFactory(network=goettingen, active_since=today - timedelta(days=100))
    ComparisonProfileFactory(network=wuppertal, active_since=today - timedelta(days=2000))
    OfferFactory.create_batch(50, steward=wuppertal)
    client = enter(staff)
    assert slugs(client, land="03") == ["goettingen", "niedersachsen"]
    assert slugs(client, size="medium") == ["wuppertal"]
    assert slugs(client, size="small", land="03") == ["goettingen", "niedersachsen"]
    assert slugs(client, age="new") == ["goettingen"]
    assert slugs(client, age="old") == ["wuppertal"]
    assert len(slugs(client, land="99", size="x", age="y")) == 4
    column = context(client, column="offers", land="03")["columns"][0]
    assert (column.average.value, column.median.value) == (3, 3)


def test_the_address_of_a_choice_gives_the_same_choice(rf: Any) -> None:
    choice = Choice(
        columns=("offers", "topic:geld"),
        networks=("a", "b"),
        land="03",
        sort="-offers",
        view="side",
    )
    assert Choice.read(rf.get("/" + choice.address()).GET) == choice
    assert Choice().address() == "?"


@pytest.mark.parametrize(
    ("number", "light"), [(25, "good"), (20, "good"), (10, "middle"), (5, "poor"), (0, "poor")]
)
def test_lights_show_what_the_umbrella_has_decided(
    enter: Enter, staff: User, goettingen: Network, number: int, light: str
) -> None:
    ThresholdFactory(figure="offers", good=20, poor=5)
    OfferFactory.create_batch(number, steward=goettingen)
    client = enter(staff)
    shown = context(client, column=["offers", "partners"], network="goettingen")
    cells = shown["rows"][0].cells
    assert cells[0].light.value == light
    assert cells[1].light is None
    assert "Erfahrung aus vier Netzwerken." in client.get(reverse("comparison")).content.decode()


@pytest.mark.parametrize("per_cent", [7, 29, 57, 58])
def test_a_share_that_is_shown_as_the_limit_has_reached_it(per_cent: int) -> None:
    figure = FIGURES["verified"]
    limits = Threshold(figure="verified", good=per_cent, poor=1)
    assert light(figure, per_cent / 100, limits) is Light.GOOD


def test_shares_are_limited_in_per_cent_and_fewer_may_be_better(
    enter: Enter, staff: User, goettingen: Network
) -> None:
    ThresholdFactory(figure="verified", good=80, poor=50)
    ThresholdFactory(figure="overdue", good=0, poor=3)
    OfferFactory.create_batch(2, steward=goettingen)
    shown = context(enter(staff), column=["verified", "overdue"], network="goettingen")
    assert [cell.light.value for cell in shown["rows"][0].cells] == ["poor", "good"]


def test_a_figure_leads_to_the_public_records_it_was_counted_from(
    enter: Enter, staff: User, goettingen: Network
) -> None:
    offers = OfferFactory.create_batch(3, steward=goettingen)
    draft = OfferFactory(steward=goettingen, live=False)
    PartnerFactory(steward=goettingen)
    client = enter(staff)
    html = client.get(reverse("figure_records", args=["offers", "goettingen"])).content.decode()
    for offer in offers:
        assert f"{goettingen.root_url}{offer.get_path('de')}" in html
    assert draft.title not in html
    for key, slug in (("offers", "umbrella"), ("proposals", "goettingen"), ("x", "goettingen")):
        assert client.get(reverse("figure_records", args=[key, slug])).status_code == 404


def test_the_file_has_all_rows_and_german_numbers(
    enter: Enter, staff: User, networks: list[Network]
) -> None:
    client = enter(staff)
    response = client.get(reverse("comparison"), {"column": "offers", "export": "csv"})
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "Netzwerk;Aktive Angebote"
    assert "Netzwerk goettingen;4" in lines
    assert lines[-2:] == ["Durchschnitt;1,5", "Median;1"]
    xlsx = client.get(reverse("comparison"), {"export": "xlsx"})
    assert xlsx["Content-Type"].endswith("sheet")


def test_the_comparison_takes_at_most_twelve_queries_however_many_networks(
    goettingen: Network, umbrella: Network
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            comparison = Comparison(Choice(size="small", land="03"), Viewer(True, frozenset()))
            comparison.rows()
            assert comparison.columns
        return len(captured)

    ThresholdFactory()
    few = queries()
    for number in range(8):
        network = NetworkFactory(region_keys=["03", f"03{number}"])
        ComparisonProfileFactory(network=network)
        OfferFactory(steward=network)
    assert queries() == few <= 12


def test_values_of_another_day_cost_no_further_question(networks: list[Network]) -> None:
    ThresholdFactory()
    now = Comparison(Choice(columns=("offers",)), Viewer(True, frozenset()))
    with CaptureQueriesContext(connection) as captured:
        then = now.counted_by(lambda figures, compared: {"offers": {n.pk: 7 for n in compared}})
        rows = then.rows()
    assert len(captured) == 0
    assert [row.cells[0].value for row in rows] == [7, 7, 7]
    assert (then.columns[0].median.value, now.columns[0].median.value) == (7, 2)
    assert then.columns[0].threshold == now.columns[0].threshold is not None


def test_the_page_takes_as_many_queries_for_ten_networks_as_for_two(
    enter: Enter, staff: User, goettingen: Network
) -> None:
    client = enter(staff)
    context(client)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            context(client)
        return len(captured)

    few = queries()
    for _number in range(8):
        OfferFactory(steward=NetworkFactory(region_keys=["03"]))
    assert queries() == few


def test_administrators_compare_too(
    enter: Enter, networks: list[Network], network_a: Network
) -> None:
    assert len(slugs(enter(AdministratorFactory()))) == 4
