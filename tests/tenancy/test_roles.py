"""What each role opens, and that a session does not outlive it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from network_core.accounts.second_factor import ADDRESSES
from network_core.directory.models import Offer, Partner, PartnerAccount
from network_core.directory.own_records import offers_of, partners_of
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from network_core.tenancy.access import (
    is_umbrella_staff,
    languages_translated_by,
    needs_second_factor,
)
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.factories import (
    AdministratorFactory,
    OfferFactory,
    PartnerFactory,
    TermFactory,
    person,
)
from tests.factories.people import role_group
from tests.tenancy.test_permissions import policy

pytestmark = pytest.mark.django_db

Enter = Callable[[User], Client]


OPEN = {
    "own_records",
    # Own records only, and own proposals: tests/directory/test_partner_accounts.py.
    "wagtailsnippets_directory_partner:propose",
    "wagtailsnippets_directory_offer:propose",
    "aenderungsvorschlaege:index",
    "aenderungsvorschlaege:index_results",
    "aenderungsvorschlaege:inspect",
    "wagtailadmin_account",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_confirm",
    # Joining another network, and the own second factor and sessions.
    "accept_invitation",
    *ADDRESSES,
}


def addresses_of_the_admin() -> Iterator[tuple[str, str]]:
    """Name and address of everything below /admin/, with made up ids."""

    def walk(patterns: Any, prefix: str, names: str) -> Iterator[tuple[str, str]]:
        for item in patterns:
            path = prefix + str(item.pattern)
            if isinstance(item, URLResolver):
                space = f"{names}{item.namespace}:" if item.namespace else names
                yield from walk(item.url_patterns, path, space)
            elif item.name and path.startswith("admin/") and "^" not in path and "(" not in path:
                yield names + item.name, "/" + re.sub(r"<[^>]*>", "1", path)

    yield from (
        (name, url) for name, url in walk(get_resolver().url_patterns, "", "") if name not in OPEN
    )


@pytest.fixture
def partner_person(network_a: Network) -> User:
    """Somebody who works for a partner that network A looks after."""
    user = person(network_a, Role.PARTNER)
    partner = PartnerFactory(steward=network_a, name="Frauenhaus A")
    OfferFactory(steward=network_a, partner=partner, title="Beratung im Frauenhaus")
    PartnerAccount.objects.create(user=user, partner=partner)
    return user


def test_a_partner_account_sees_its_own_records_instead_of_the_admin(
    enter: Enter, partner_person: User, network_a: Network
) -> None:
    OfferFactory(steward=network_a, title="Etwas anderes")
    client = enter(partner_person)
    home = client.get(reverse("wagtailadmin_home"))
    assert home.status_code == 302
    page = client.get(home.url).content.decode()
    assert "Frauenhaus A" in page
    assert "Beratung im Frauenhaus" in page
    assert "Etwas anderes" not in page


def test_a_partner_account_opens_no_other_address_of_the_admin(
    enter: Enter, partner_person: User
) -> None:
    client, closed = enter(partner_person), 0
    for name, url in addresses_of_the_admin():
        for response in (client.get(url), client.post(url)):
            assert response.status_code == 302, name
            assert response.url in (reverse("own_records"), reverse("wagtailadmin_home")), name
            closed += 1
    assert closed > 200
    ajax = client.get(
        reverse("wagtailusers_users:index"), headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert ajax.status_code == 403


def test_a_partner_account_reads_no_shared_records_in_the_admin(
    partner_person: User, network_a: Network
) -> None:
    assert not policy(Offer).user_has_any_permission(partner_person, ["view", "choose", "change"])
    found = policy(Partner).instances_user_has_any_permission_for(partner_person, ["view"])
    assert not found.exists()
    assert [str(p) for p in partners_of(partner_person)] == ["Frauenhaus A"]
    assert [o.title for o in offers_of(partner_person)] == ["Beratung im Frauenhaus"]


def test_the_link_to_a_partner_counts_only_with_the_role(network_a: Network) -> None:
    former = person(network_a, Role.AUTHOR)
    PartnerAccount.objects.create(user=former, partner=PartnerFactory(steward=network_a))
    assert not partners_of(former).exists()


def test_own_records_are_for_partner_accounts_only(enter: Enter, network_a: Network) -> None:
    response = enter(person(network_a)).get(reverse("own_records"))
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")


def test_translators_have_their_own_languages_only(network_a: Network) -> None:
    network_a.languages = ["de", "tr", "ar"]
    network_a.save()
    translator = person(network_a, Role.TRANSLATOR, "tr")
    assert languages_translated_by(translator, network_a) == {"tr"}
    assert languages_translated_by(person(network_a), network_a) == {"tr", "ar"}
    assert languages_translated_by(person(network_a, Role.AUTHOR), network_a) == set()
    assert languages_translated_by(AdministratorFactory(), network_a) == {"tr", "ar"}
    stranger = person(network_a, Role.TRANSLATOR, "fa")
    assert languages_translated_by(stranger, network_a) == set(), "not offered any more"
    assert not policy(Offer).user_has_any_permission(translator, ["add", "change", "publish"])
    assert policy(Offer).user_has_permission(translator, "view")


def test_what_all_networks_share_is_kept_by_the_staff_of_the_umbrella(
    umbrella: Network, network_a: Network
) -> None:
    term = TermFactory()
    may = policy(Term).user_has_permission_for_instance
    staff = person(umbrella, Role.STAFF)
    assert may(staff, "change", term)
    assert is_umbrella_staff(staff)
    for role in (Role.AUTHOR, Role.EDITOR):
        assert not may(person(umbrella, role), "change", term)
        assert not is_umbrella_staff(person(umbrella, role))
    national = OfferFactory(steward=umbrella, live=False)
    asked = policy(Offer).user_has_permission_for_instance
    assert asked(staff, "publish", national)
    draft = OfferFactory(steward=network_a, live=False)
    assert not policy(Offer).user_has_any_permission_for_instance(staff, ["view", "change"], draft)
    assert asked(staff, "view", OfferFactory(steward=network_a))


def test_the_role_of_umbrella_staff_means_nothing_in_a_network(network_a: Network) -> None:
    somebody = person(network_a, Role.STAFF)
    assert not is_umbrella_staff(somebody)
    assert not policy(Offer).user_has_any_permission(somebody, ["add", "change", "publish"])


def test_who_needs_a_second_factor(network_a: Network, umbrella: Network) -> None:
    assert needs_second_factor(person(network_a, Role.COORDINATOR))
    assert needs_second_factor(person(umbrella, Role.STAFF))
    assert needs_second_factor(AdministratorFactory())
    for role in (Role.AUTHOR, Role.EDITOR, Role.TRANSLATOR, Role.PARTNER):
        assert not needs_second_factor(person(network_a, role))


def test_a_person_can_have_roles_in_several_networks(
    network_a: Network, network_b: Network
) -> None:
    user = person(network_a, Role.AUTHOR)
    user.groups.add(role_group(network_b, Role.EDITOR))
    asked = policy(Offer).user_has_permission_for_instance
    a, b = OfferFactory(steward=network_a), OfferFactory(steward=network_b)
    assert (asked(user, "publish", a), asked(user, "publish", b)) == (False, True)


@pytest.mark.parametrize("change", ["role", "password", "deactivation", "everywhere"])
def test_a_session_ends_with_the_next_request(
    enter: Enter, network_a: Network, change: str
) -> None:
    user = person(network_a, Role.EDITOR)
    client = enter(user)
    home = reverse("wagtailadmin_home")
    assert client.get(home).status_code == 200
    same = User.objects.get(pk=user.pk)
    if change == "role":
        same.groups.set([role_group(network_a, Role.COORDINATOR)])
    elif change == "password":
        same.set_password("ein ganz neues Passwort")
        same.save()
    elif change == "deactivation":
        same.is_active = False
        same.save()
    else:
        same.end_sessions()
    response = client.get(home)
    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailadmin_login"))


def test_leaving_a_group_from_its_side_ends_sessions_too(enter: Enter, network_a: Network) -> None:
    user = person(network_a, Role.EDITOR)
    client = enter(user)
    role_group(network_a, Role.EDITOR).user_set.remove(user)
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
