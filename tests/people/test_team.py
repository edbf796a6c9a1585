"""The team screen: what a coordinator does with the people of the own network."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from network_core.audit.models import AuditEntry
from network_core.directory.models import PartnerAccount
from network_core.networks.models import Network
from network_core.people.models import Invitation
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import RoleGroup, User
from tests.factories import AdministratorFactory, PartnerFactory, UserFactory, person
from tests.factories.people import role_group

pytestmark = pytest.mark.django_db

Enter = Callable[[User], Client]


def roles(user: User, network: Network) -> set[tuple[str, str]]:
    """Role and language of a person in a network."""
    rows = RoleGroup.objects.filter(group__user=user, network=network)
    return set(rows.values_list("role", "language"))


def change(client: Client, network: Network, user: User, **data: object) -> object:
    """Post the form of a person's role."""
    return client.post(reverse("team_person", args=[network.slug, user.pk]), data)


def remove(client: Client, network: Network, user: User) -> object:
    """Post that a person leaves."""
    return client.post(reverse("team_remove", args=[network.slug, user.pk]))


def test_the_team_shows_the_people_of_the_own_network_and_nobody_else(
    office: Client, network: Network, network_b: Network
) -> None:
    person(network, Role.AUTHOR, first_name="Anna", last_name="Autorin")
    both = person(network, Role.EDITOR, first_name="Beide", last_name="Netze")
    both.groups.add(role_group(network_b, Role.COORDINATOR))
    person(network_b, Role.EDITOR, first_name="Fremd", last_name="Anderswo")
    page = office.get(reverse("teams"), follow=True).content.decode()
    assert "Anna Autorin" in page
    assert "Beide Netze" in page
    assert "Fremd" not in page
    assert "B-Netz" not in page
    assert reverse("team", args=[network.slug]) in office.get("/admin/").content.decode() or (
        reverse("teams") in office.get("/admin/").content.decode()
    )


def test_the_number_of_queries_does_not_grow_with_the_team(
    office: Client, network: Network, django_assert_max_num_queries: Callable
) -> None:
    url = reverse("team", args=[network.slug])
    for _number in range(12):
        person(network, Role.EDITOR)
    office.get(url)
    with django_assert_max_num_queries(17):
        office.get(url)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR, Role.TRANSLATOR, Role.PARTNER])
def test_others_have_no_team_screen(enter: Enter, network: Network, role: Role) -> None:
    client, target = enter(person(network, role)), person(network, Role.AUTHOR)
    for name, arguments in (
        ("teams", []),
        ("team", [network.slug]),
        ("team_invite", [network.slug]),
        ("team_person", [network.slug, target.pk]),
        ("team_remove", [network.slug, target.pk]),
    ):
        url = reverse(name, args=arguments)
        assert client.get(url).status_code in (302, 403, 404), name
        assert client.post(url, {"role": "coordinator"}).status_code in (302, 403, 404), name
    assert roles(target, network) == {(Role.AUTHOR, "")}
    assert b">Team<" not in client.get("/admin/", follow=True).content


def test_another_networks_team_does_not_exist(
    office: Client, network: Network, network_b: Network
) -> None:
    stranger = person(network_b, Role.AUTHOR, first_name="GEHEIM", email="geheim@b.example")
    invitation = Invitation(network=network_b, email="geheim@b.example", role=Role.AUTHOR)
    invitation.renew()
    invitation.save()
    addresses = [
        ("team", [network_b.slug]),
        ("team_invite", [network_b.slug]),
        ("team_person", [network_b.slug, stranger.pk]),
        ("team_person", [network.slug, stranger.pk]),
        ("team_remove", [network_b.slug, stranger.pk]),
        ("team_remove", [network.slug, stranger.pk]),
        ("team_resend", [network_b.slug, invitation.pk]),
        ("team_resend", [network.slug, invitation.pk]),
        ("team_withdraw", [network_b.slug, invitation.pk]),
        ("team_withdraw", [network.slug, invitation.pk]),
    ]
    before = (roles(stranger, network_b), list(Invitation.objects.values()))
    for name, arguments in addresses:
        url = reverse(name, args=arguments)
        for response in (
            office.get(url),
            office.post(url, {"role": "author", "email": "x@y.example"}),
        ):
            assert response.status_code in (404, 405), url
            assert b"GEHEIM" not in response.content
            assert b"geheim" not in response.content
    assert (roles(stranger, network_b), list(Invitation.objects.values())) == before


def test_a_role_is_changed_in_the_own_network_only(
    office: Client, network: Network, network_b: Network
) -> None:
    user = person(network, Role.AUTHOR)
    user.groups.add(role_group(network_b, Role.AUTHOR))
    change(office, network, user, role=Role.EDITOR)
    assert roles(user, network) == {(Role.EDITOR, "")}
    assert roles(user, network_b) == {(Role.AUTHOR, "")}
    entries = AuditEntry.objects.filter(action="groups_changed", target_id=str(user.pk))
    assert {e.network for e in entries.filter(actor__isnull=False)} == {network}


def test_the_session_of_somebody_whose_role_changes_ends(
    office: Client, enter: Enter, network: Network
) -> None:
    user = person(network, Role.AUTHOR)
    client = enter(user)
    assert client.get("/admin/").status_code == 200
    change(office, network, user, role=Role.EDITOR)
    assert client.get("/admin/").status_code == 302


def test_a_translator_has_the_languages_that_were_ticked(office: Client, network: Network) -> None:
    user = person(network, Role.AUTHOR)
    change(office, network, user, role=Role.TRANSLATOR, languages=["tr", "ar"])
    assert roles(user, network) == {(Role.TRANSLATOR, "tr"), (Role.TRANSLATOR, "ar")}
    change(office, network, user, role=Role.TRANSLATOR, languages=["ar"])
    assert roles(user, network) == {(Role.TRANSLATOR, "ar")}
    response = change(office, network, user, role=Role.TRANSLATOR)
    assert "mindestens eine Sprache" in response.content.decode()  # type: ignore[attr-defined]
    change(office, network, user, role=Role.TRANSLATOR, languages=["ar", "ru"])
    assert roles(user, network) == {(Role.TRANSLATOR, "ar")}, "not offered by the network"


def test_a_partner_account_is_for_a_partner_that_the_network_looks_after(
    office: Client, network: Network, network_b: Network
) -> None:
    own = PartnerFactory(steward=network)
    foreign = PartnerFactory(steward=network_b, name="GEHEIM")
    user = person(network, Role.AUTHOR)
    page = office.get(reverse("team_person", args=[network.slug, user.pk])).content.decode()
    assert "GEHEIM" not in page
    for partner in ("", foreign.pk, "viele"):
        change(office, network, user, role=Role.PARTNER, partner=partner)
        assert roles(user, network) == {(Role.AUTHOR, "")}
    change(office, network, user, role=Role.PARTNER, partner=own.pk)
    assert roles(user, network) == {(Role.PARTNER, "")}
    assert PartnerAccount.objects.get(user=user).partner == own
    change(office, network, user, role=Role.AUTHOR)
    assert not PartnerAccount.objects.filter(user=user).exists()


@pytest.mark.parametrize("role", ["administrator", "staff", "", "is_superuser"])
def test_nobody_is_raised_above_what_a_network_has(
    office: Client, coordinator: User, network: Network, role: str
) -> None:
    user = person(network, Role.AUTHOR)
    for target in (user, coordinator):
        change(office, network, target, role=role, is_superuser="on", is_staff="on")
        fresh = User.objects.get(pk=target.pk)
        assert (fresh.is_superuser, fresh.is_staff) == (False, False)
    assert roles(user, network) == {(Role.AUTHOR, "")}
    assert roles(coordinator, network) == {(Role.COORDINATOR, "")}


def test_the_last_coordinator_stays(office: Client, coordinator: User, network: Network) -> None:
    answer = change(office, network, coordinator, role=Role.AUTHOR)
    assert "letzte Koordination" in answer.content.decode()  # type: ignore[attr-defined]
    remove(office, network, coordinator)
    assert roles(coordinator, network) == {(Role.COORDINATOR, "")}
    assert User.objects.get(pk=coordinator.pk).is_active
    # One who cannot log in any more does not count.
    person(network, Role.COORDINATOR, is_active=False)
    remove(office, network, coordinator)
    assert roles(coordinator, network) == {(Role.COORDINATOR, "")}
    person(network, Role.COORDINATOR)
    remove(office, network, coordinator)
    assert roles(coordinator, network) == set()


def test_administrators_do_not_end_the_last_coordinator_either(
    enter: Enter, coordinator: User, network: Network
) -> None:
    remove(enter(AdministratorFactory()), network, coordinator)
    assert roles(coordinator, network) == {(Role.COORDINATOR, "")}


def test_who_leaves_is_logged_out_and_cannot_log_in(
    office: Client, enter: Enter, network: Network
) -> None:
    user = person(network, Role.EDITOR)
    client = enter(user)
    assert office.get(reverse("team_remove", args=[network.slug, user.pk])).status_code == 200
    assert User.objects.get(pk=user.pk).is_active, "asking changes nothing"
    remove(office, network, user)
    assert not User.objects.get(pk=user.pk).is_active
    assert client.get("/admin/").status_code == 302
    logged = AuditEntry.objects.filter(network=network, target_id=str(user.pk))
    assert {"person_changed", "groups_changed"} <= set(logged.values_list("action", flat=True))


def test_who_has_a_role_elsewhere_keeps_the_account(
    office: Client, network: Network, network_b: Network
) -> None:
    user = person(network, Role.EDITOR)
    user.groups.add(role_group(network_b, Role.EDITOR))
    remove(office, network, user)
    assert roles(user, network) == set()
    assert roles(user, network_b) == {(Role.EDITOR, "")}
    assert User.objects.get(pk=user.pk).is_active


def test_an_administrator_is_not_locked_out_by_a_coordinator(
    office: Client, network: Network
) -> None:
    administrator = AdministratorFactory()
    administrator.groups.add(role_group(network, Role.EDITOR))
    remove(office, network, administrator)
    assert User.objects.get(pk=administrator.pk).is_active


def test_administrators_see_every_team(enter: Enter, network: Network, network_b: Network) -> None:
    person(network_b, Role.COORDINATOR, first_name="Berta")
    client = enter(AdministratorFactory())
    page = client.get(reverse("teams")).content.decode()
    assert network.name in page
    assert network_b.name in page
    assert "Berta" in client.get(reverse("team", args=[network_b.slug])).content.decode()


def test_the_umbrellas_coordinator_gives_the_role_of_its_staff(
    enter: Enter, umbrella: Network
) -> None:
    for role in (Role.STAFF, Role.AUTHOR):
        role_group(umbrella, role)
    user = person(umbrella, Role.AUTHOR)
    change(enter(person(umbrella, Role.COORDINATOR)), umbrella, user, role=Role.STAFF)
    assert roles(user, umbrella) == {(Role.STAFF, "")}


def test_wagtails_own_pages_for_people_and_groups_are_for_administrators(
    office: Client, enter: Enter, umbrella: Network, network: Network
) -> None:
    target = UserFactory()
    group = role_group(network, Role.COORDINATOR)
    addresses = [
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_users:edit", args=[target.pk]),
        reverse("wagtailusers_users:delete", args=[target.pk]),
        reverse("wagtailusers_users:history", args=[target.pk]),
        reverse("wagtailusers_groups:index"),
        reverse("wagtailusers_groups:add"),
        reverse("wagtailusers_groups:edit", args=[group.pk]),
        reverse("wagtailusers_groups:delete", args=[group.pk]),
        reverse("wagtail_bulk_action", args=["tenancy", "user", "delete"]) + f"?id={target.pk}",
        reverse("wagtail_bulk_action", args=["tenancy", "user", "assign_role"]) + "?id=all",
        reverse("wagtail_bulk_action", args=["tenancy", "user", "set_active_state"]) + "?id=all",
    ]
    clients = [office, *(enter(person(umbrella, r)) for r in (Role.COORDINATOR, Role.STAFF))]
    for url in addresses:
        for client in clients:
            for response in (client.get(url), client.post(url, {"is_superuser": "on"})):
                assert response.status_code in (302, 403, 404), url
                assert target.email.encode() not in response.content
    assert User.objects.filter(pk=target.pk, is_active=True, is_superuser=False).exists()
    assert enter(AdministratorFactory()).get(addresses[0]).status_code == 200
