"""A network made by the umbrella's coordinator in the admin."""

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from network_core.audit.models import AuditEntry
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.people.models import Invitation
from network_core.tenancy.matrix import Role, roles_in
from tests.factories.people import person

FACTS = {
    "name": "Netzwerk Musterstadt",
    "short_name": "Musterstadt",
    "slug": "musterstadt",
    "hostname": "musterstadt.localhost",
    "languages": ["de", "ar"],
    "address_form": "sie",
    "color_primary": "#1d4f91",
    "color_accent": "#f2b84b",
    "region_keys": "05124\n05124",
    "coordinator_email": "koordination@example.org",
}


@pytest.fixture
def office(client: Client, umbrella: Network) -> Client:
    """A browser in which the umbrella's coordinator is signed in."""
    client.force_login(person(umbrella, Role.COORDINATOR))
    return client


def post(client: Client, network: Network, **changes: object) -> HttpResponse:
    return client.post(
        reverse("new_network"), FACTS | changes, headers={"host": network.site.hostname}
    )


def test_it_has_a_site_that_answers_at_once(office: Client, umbrella: Network) -> None:
    assert post(office, umbrella).status_code == 302
    page = Client().get("/de/angebote/", headers={"host": "musterstadt.localhost"})
    assert page.status_code == 200
    assert "Netzwerk Musterstadt" in page.content.decode()


def test_its_first_coordinator_is_invited(office: Client, umbrella: Network) -> None:
    post(office, umbrella)
    made = Network.objects.get(slug="musterstadt")
    invitation = Invitation.objects.get(network=made)
    assert (invitation.email, invitation.role) == ("koordination@example.org", Role.COORDINATOR)
    mail = OutgoingMail.objects.get(kind="invitation")
    assert made.site.hostname in mail.text
    assert AuditEntry.objects.filter(action="network_created", network=made).exists()


def test_the_command_makes_the_same(office: Client, umbrella: Network) -> None:
    post(office, umbrella)
    call_command("create_network", slug="zweitstadt", name="Zweite", languages="de,ar")
    first, second = (Network.objects.get(slug=slug) for slug in ("musterstadt", "zweitstadt"))
    for of in (
        lambda one: set(one.role_groups.values_list("role", "language")),
        lambda one: {type(page) for page in _pages(one)},
        lambda one: one.site.port,
    ):
        assert of(first) == of(second)


def _pages(network: Network) -> list[Page]:
    return list(network.site.root_page.get_descendants().specific())


def test_its_facts_are_those_of_the_form(office: Client, umbrella: Network) -> None:
    post(office, umbrella)
    made = Network.objects.get(slug="musterstadt")
    assert made.languages == ["de", "ar"]
    assert made.area_keys == ["05124"]
    roles = made.role_groups.values_list("role", "language")
    expected = {(role, "") for role in roles_in(umbrella=False)} - {(Role.TRANSLATOR, "")}
    assert set(roles) == expected | {(Role.TRANSLATOR, "ar")}


def test_what_is_wrong_is_said_and_nothing_is_made(office: Client, umbrella: Network) -> None:
    answer = post(office, umbrella, region_keys="12", color_primary="#ffffff", languages=["ar"])
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "zu blass" in text
    assert "Deutsch gehört immer dazu" in text
    assert 'value="Netzwerk Musterstadt"' in text
    assert 'value="koordination@example.org"' in text
    assert not Network.objects.filter(slug="musterstadt").exists()


def test_the_address_of_another_network_is_refused(
    office: Client, umbrella: Network, network_a: Network
) -> None:
    answer = post(office, umbrella, hostname=network_a.site.hostname)
    assert "gehört schon zu einer anderen Website" in answer.content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_nobody_of_a_regional_network_can_make_one(
    client: Client, network_a: Network, role: Role
) -> None:
    client.force_login(person(network_a, role))
    assert post(client, network_a).status_code in {302, 403}
    assert not Network.objects.filter(slug="musterstadt").exists()


def test_it_may_begin_as_a_plan_that_only_its_team_sees(office: Client, umbrella: Network) -> None:
    assert post(office, umbrella, state="planned").status_code == 302
    page = Client().get("/de/", headers={"host": "musterstadt.localhost"})
    assert page.status_code == 404
    assert "entsteht gerade" in page.content.decode()
    assert Invitation.objects.filter(network__slug="musterstadt").exists()
    refused = post(office, umbrella, state="ended", slug="anders", hostname="anders.localhost")
    assert "state" in refused.context["form"].errors
