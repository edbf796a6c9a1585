"""What is written down about log-ins, people and permissions."""

import pytest
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.test.client import Client
from wagtail.log_actions import LogContext

from network_core.audit.models import AuditEntry
from network_core.audit.signals import MAX_FAILED_PER_HOUR
from network_core.networks.models import Network
from network_core.tenancy.access import roles_of
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.factories import AdministratorFactory, UserFactory, person

pytestmark = pytest.mark.django_db


def entries(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action).order_by("pk"))


def with_password(user: User, password: str) -> User:
    user.set_password(password)
    user.save()
    return user


def fail_to_log_in(username: str) -> None:
    request = RequestFactory().post("/admin/login/")
    assert authenticate(request, username=username, password="falsch-geheim") is None


def test_log_in_and_log_out_are_written_down(network_a: Network, client: Client) -> None:
    user = with_password(person(network_a), "geheim-geheim")
    client.login(username=user.username, password="geheim-geheim")
    client.logout()
    for action in ("login", "logout"):
        (entry,) = entries(action)
        assert (entry.actor, entry.network) == (user, network_a)


def test_a_failed_log_in_names_a_known_account_and_nothing_that_was_typed(
    network_a: Network,
) -> None:
    user = with_password(person(network_a), "geheim-geheim")
    fail_to_log_in(user.username)
    fail_to_log_in("mein-passwort-im-falschen-feld")
    known, unknown = entries("login_failed")
    assert (known.actor, known.network) == (user, network_a)
    assert (unknown.actor, unknown.actor_name) == (None, "")
    everything = str(list(AuditEntry.objects.values()))
    assert "falsch-geheim" not in everything
    assert "mein-passwort" not in everything


def test_failed_log_ins_do_not_fill_the_database() -> None:
    user = UserFactory()
    for _number in range(MAX_FAILED_PER_HOUR + 10):
        fail_to_log_in(user.username)
        fail_to_log_in("niemand")
    assert len(entries("login_failed")) == 2 * MAX_FAILED_PER_HOUR
    last = AuditEntry.objects.filter(action="login_failed", actor=user).first()
    assert last is not None
    assert last.detail_lines == ["Weitere Versuche in dieser Stunde sind nicht aufgezeichnet."]


def test_roles_given_and_taken_are_written_down_with_actor_and_network(
    network_a: Network,
) -> None:
    boss, user = AdministratorFactory(), UserFactory()
    group = person(network_a, Role.EDITOR).groups.get()
    AuditEntry.objects.all().purge()
    before = len(entries("groups_changed"))
    with LogContext(user=boss):
        user.groups.add(group)
        group.user_set.remove(user)
        user.groups.add(group)
        user.groups.clear()
    changes = entries("groups_changed")[before:]
    assert [entry.details for entry in changes] == [
        {"added": [group.name]},
        {"removed": [group.name]},
        {"added": [group.name]},
        {"removed": [group.name]},
    ]
    assert {(entry.actor, entry.network, entry.target_id) for entry in changes} == {
        (boss, network_a, str(user.pk))
    }


def test_permissions_of_groups_and_people_are_written_down(network_a: Network) -> None:
    group = Group.objects.create(name="Team")
    user = UserFactory()
    permission = Permission.objects.get(codename="access_admin")
    group.permissions.add(permission)
    user.user_permissions.add(permission)
    group.permissions.clear()
    names = [(entry.target_name, entry.details) for entry in entries("permissions_changed")]
    assert names == [
        ("Team", {"added": ["wagtailadmin.access_admin"]}),
        (str(user), {"added": ["wagtailadmin.access_admin"]}),
        ("Team", {"removed": ["wagtailadmin.access_admin"]}),
    ]


def test_rights_on_pages_are_written_down(network_a: Network) -> None:
    group = person(network_a, Role.EDITOR).groups.get()
    texts = [str(entry.details) for entry in entries("permissions_changed")]
    assert any(network_a.site.root_page.title in text for text in texts)
    count = len(texts)
    group.page_permissions.first().delete()
    assert "removed" in entries("permissions_changed")[count].details


def test_changes_of_an_account_are_written_down_without_the_password(network_a: Network) -> None:
    boss = AdministratorFactory()
    with LogContext(user=boss):
        user = UserFactory(username="ada")
        user.is_superuser = True
        user.set_password("neu-und-geheim")
        user.save()
        user.last_name = "Lovelace"
        user.save()
        user.delete()
    (added,) = [entry for entry in entries("person_added") if entry.target_name == "ada"]
    (changed,) = entries("person_changed")
    (deleted,) = entries("person_deleted")
    assert {added.actor, changed.actor, deleted.actor} == {boss}
    assert changed.details == {"is_superuser": [False, True], "password": True}
    assert "Passwort geändert" in changed.detail_lines
    assert "Administrator*in: nein → ja" in changed.detail_lines


def test_an_entry_outlives_the_person_and_the_network(network_a: Network, client: Client) -> None:
    user = with_password(person(network_a), "geheim-geheim")
    client.login(username=user.username, password="geheim-geheim")
    name = str(user)
    user.delete()
    get_user_model().objects.all().delete()
    site = network_a.site
    network_a.delete()
    site.delete()
    (entry,) = entries("login")
    assert (entry.actor_name, entry.network_name) == (name, "A-Netz")


def test_a_log_in_does_not_write_the_persons_change(client: Client) -> None:
    user = with_password(UserFactory(), "geheim-geheim")
    before = len(entries("person_changed"))
    client.login(username=user.username, password="geheim-geheim")
    assert settings.SESSION_COOKIE_NAME in client.cookies
    assert len(entries("person_changed")) == before


def test_listening_leaves_no_stale_roles_behind(network_a: Network) -> None:
    user = UserFactory()
    with_password(user, "geheim-geheim")
    user.groups.add(person(network_a, Role.EDITOR).groups.get())
    assert [role for _network, role, _umbrella in roles_of(user)] == [Role.EDITOR]
