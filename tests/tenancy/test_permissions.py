"""The matrix, its page in the documentation, and the check that nothing escapes it."""

from typing import Any

import pytest
from django.conf import settings
from django.core.checks import run_checks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from network_core.directory.models import Offer, OfferText, Partner, Verification
from network_core.networks.models import Network
from network_core.taxonomy.models import Scheme, Term
from network_core.tenancy.access import is_umbrella_staff, networks_of
from network_core.tenancy.checks import unguarded
from network_core.tenancy.matrix import Role
from network_core.tenancy.rendering import permissions_page
from tests.factories import (
    AdministratorFactory,
    OfferFactory,
    PartnerFactory,
    TermFactory,
    UserFactory,
    VerificationFactory,
    person,
)


def policy(model: type) -> Any:
    """The policy of a model."""
    return policy_registry.get_by_type(model, fallback=False)


def test_documentation_is_current() -> None:
    page = (settings.BASE_DIR / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert page == permissions_page(), "run `manage.py permissions --write`"


def test_everything_in_the_admin_has_a_policy() -> None:
    assert [error for error in run_checks() if error.id.startswith("tenancy.")] == []


def test_a_viewset_without_policy_or_guard_is_an_error() -> None:
    without_policy = type("Loose", (ModelViewSet,), {"model": OfferText, "icon": "x"})
    without_guard = type("Bare", (ModelViewSet,), {"model": Offer, "icon": "x"})
    found = {error.id for error in unguarded([without_policy("lose")])}
    assert found == {"tenancy.E001", "tenancy.E002"}
    assert {error.id for error in unguarded([without_guard("nackt")])} == {"tenancy.E002"}


@pytest.mark.django_db
class TestPolicies:
    """Answers of the policies, one role at a time."""

    @pytest.mark.parametrize(
        ("role", "actions"),
        [
            (Role.AUTHOR, {"view", "choose", "add", "change"}),
            (Role.EDITOR, {"view", "choose", "add", "change", "delete", "publish", "lock"}),
            (Role.COORDINATOR, {"view", "choose", "add", "change", "delete", "publish", "lock"}),
        ],
    )
    def test_roles_on_own_and_foreign_records(
        self, network_a: Network, network_b: Network, role: Role, actions: set[str]
    ) -> None:
        user, everything = person(network_a, role), {*["view", "choose", "add", "change"]}
        everything |= {"delete", "publish", "lock"}
        own = OfferFactory(steward=network_a, live=False)
        foreign = OfferFactory(steward=network_b)
        draft = OfferFactory(steward=network_b, live=False)

        def may(instance: Any) -> set[str]:
            asked = policy(type(instance)).user_has_permission_for_instance
            return {action for action in everything if asked(user, action, instance)}

        assert may(own) == actions
        assert may(foreign) == {"view", "choose"}
        assert may(draft) == set()
        visible = policy(Offer).instances_user_has_any_permission_for(user, ["view"])
        assert set(visible) == {own, foreign}
        changeable = policy(Offer).instances_user_has_any_permission_for(user, ["change"])
        assert set(changeable) == {own}

    def test_inactive_people_and_people_without_a_role_may_nothing(
        self, network_a: Network
    ) -> None:
        offer = OfferFactory(steward=network_a)
        gone = person(network_a, Role.COORDINATOR, is_active=False)
        former_administrator = AdministratorFactory(is_active=False)
        for user in (gone, former_administrator, UserFactory()):
            assert not policy(Offer).user_has_any_permission(user, ["view", "change"])
            assert not policy(Offer).user_has_permission_for_instance(user, "view", offer)
            found = policy(Offer).instances_user_has_any_permission_for(user, ["view", "change"])
            assert not found.exists()
            assert networks_of(user) == set()

    def test_owner_can_be_further_away(self, network_a: Network, network_b: Network) -> None:
        user = person(network_a)
        own = VerificationFactory(offer__steward=network_a)
        foreign = VerificationFactory(offer__steward=network_b)
        asked = policy(Verification).user_has_permission_for_instance
        assert asked(user, "change", own)
        assert not asked(user, "change", foreign)
        assert not asked(user, "view", foreign)

    def test_taxonomy_belongs_to_the_umbrella_and_schemes_to_the_code(
        self, umbrella: Network, network_a: Network
    ) -> None:
        term = TermFactory()
        staff, editor = person(umbrella), person(network_a)
        author = person(umbrella, Role.AUTHOR)
        administrator = AdministratorFactory()
        may = policy(Term).user_has_permission_for_instance
        assert may(staff, "change", term)
        assert not may(author, "change", term)
        assert not may(editor, "change", term)
        assert may(editor, "choose", term)
        assert not policy(Scheme).user_has_permission(administrator, "change")
        assert policy(Scheme).user_has_permission(editor, "view")
        assert is_umbrella_staff(staff)
        assert not is_umbrella_staff(editor)

    def test_umbrella_staff_writes_nothing_inside_a_network(
        self, umbrella: Network, network_a: Network
    ) -> None:
        staff = person(umbrella, Role.COORDINATOR)
        draft = PartnerFactory(steward=network_a, live=False)
        asked = policy(Partner).user_has_any_permission_for_instance
        assert not asked(staff, ["view", "change", "delete"], draft)
        assert not asked(staff, ["change", "delete"], PartnerFactory(steward=network_a))
        assert not policy(Network).user_has_permission_for_instance(staff, "change", network_a)

    def test_people_who_may_are_found(self, umbrella: Network, network_a: Network) -> None:
        editor, author = person(network_a), person(network_a, Role.AUTHOR)
        staff, administrator = person(umbrella), AdministratorFactory()
        offer = OfferFactory(steward=network_a)
        who = policy(Offer).users_with_any_permission_for_instance
        assert set(who(["publish"], offer)) == {editor, administrator}
        assert set(who(["change"], offer)) == {editor, author, administrator}
        assert set(policy(Term).users_with_any_permission(["change"])) == {staff, administrator}
        assert not policy(Network).users_with_any_permission(["add"]).exists()
