"""Who may do what: the questions that every other package asks."""

from collections.abc import Iterable
from typing import cast

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from network_core.networks.models import Network
from network_core.tenancy.matrix import (
    KEPT_FOR_ALL,
    NEEDS_SECOND_FACTOR,
    READS_SHARED,
    SHARED_KINDS,
    TRANSLATES_EVERYTHING,
    UMBRELLA_STAFF,
    Kind,
    Role,
    allowed,
)
from network_core.tenancy.models import RoleGroup, User

_CACHE, _ALL = "_network_roles", "_all_network_ids"


def is_administrator(user: User) -> bool:
    """Whether the person may do everything."""
    return user.is_active and user.is_superuser


def _rows_of(user: User) -> list[tuple[int, Role, bool, str]]:
    """`(network id, role, network is the umbrella, language)`; once per user object."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, _CACHE):
        rows = RoleGroup.objects.filter(group__user=user).values_list(
            "network_id", "role", "network__is_umbrella", "language"
        )
        setattr(user, _CACHE, [(pk, Role(role), top, code) for pk, role, top, code in rows])
    found: list[tuple[int, Role, bool, str]] = getattr(user, _CACHE)
    return found


def roles_of(user: User) -> list[tuple[int, Role, bool]]:
    """`(network id, role, network is the umbrella)` for every role of an active person.

    Read once per user object, so once per request.
    """
    return [(pk, role, umbrella) for pk, role, umbrella, _language in _rows_of(user)]


def network_ids_for(user: User, action: str, kind: Kind) -> set[int]:
    """Ids of the networks whose objects of `kind` the person may treat with `action`."""
    held = [
        (network_id, umbrella)
        for network_id, role, umbrella in roles_of(user)
        if action in allowed(role, kind, umbrella=umbrella)
    ]
    is_for_all = action in KEPT_FOR_ALL.get(kind, ())
    keeps_all = is_for_all and any(umbrella for _pk, umbrella in held)
    if is_administrator(user) or keeps_all:
        return _all_networks(user)
    return {network_id for network_id, _umbrella in held}


def networks_of(user: User) -> set[int]:
    """Ids of the networks in which the person has any role (all of them for administrators)."""
    if is_administrator(user):
        return _all_networks(user)
    return {network_id for network_id, _role, _umbrella in roles_of(user)}


def _all_networks(user: User) -> set[int]:
    """Ids of all networks; once per user object, as every entry of the admin's menu asks."""
    if not hasattr(user, _ALL):
        setattr(user, _ALL, frozenset(Network.objects.values_list("pk", flat=True)))
    return set(getattr(user, _ALL))


def colleagues_of(user: User) -> QuerySet[User]:
    """People who have a role in one of the person's networks, and the person."""
    if is_administrator(user):
        return User.objects.all()
    return User.objects.filter(
        Q(pk=user.pk) | Q(groups__network_role__network__in=networks_of(user))
    ).distinct()


def may_read_shared(user: User, kind: Kind) -> bool:
    """Whether the person sees shared records of all networks: everybody who works in a network."""
    if kind not in SHARED_KINDS:
        return False
    return is_administrator(user) or any(role in READS_SHARED for _pk, role, _top in roles_of(user))


def person_of(request: HttpRequest) -> User:
    """Whoever is logged in: the admin asks for a login before any view of ours."""
    return cast(User, request.user)


def is_umbrella_staff(user: User) -> bool:
    """Whether the person compares networks: administrators, staff and coordinators of the umbrella.

    They read published pages, shared records and figures of all networks; no drafts, no personal
    data.
    """
    if is_administrator(user):
        return True
    return any(umbrella and role in UMBRELLA_STAFF for _pk, role, umbrella in roles_of(user))


def reads_announcements(user: User) -> bool:
    """Whether announcements are for this person: whoever coordinates a network, and who steers."""
    return is_umbrella_staff(user) or bool(network_ids_for(user, "change", Kind.NETWORK))


def sees_closed_site(user: User, network: Network) -> bool:
    """Whether the person sees the site of a network that is planned or has ended as it is.

    Its team does, and the umbrella's staff; an ended network has no team.
    """
    return is_umbrella_staff(user) or network.pk in networks_of(user)


def may_read_searches(user: User, network: Network | None = None) -> bool:
    """Whether the person may read what visitors of `network` looked for; without one: of any.

    Staff of the umbrella read those of all, others those of the networks whose words they keep.
    """
    if is_umbrella_staff(user):
        return True
    own = network_ids_for(user, "change", Kind.WORDS)
    return network.pk in own if network is not None else bool(own)


def is_partner_account(user: User) -> bool:
    """Whether the person has nothing but partner accounts, and so no business in the admin."""
    roles = roles_of(user)
    return bool(roles) and not user.is_superuser and {r for _pk, r, _top in roles} == {Role.PARTNER}


def languages_translated_by(user: User, network: Network) -> frozenset[str]:
    """Codes of the languages into which the person may translate what belongs to `network`."""
    others = frozenset(network.languages) - {settings.LANGUAGE_CODE}
    if is_administrator(user):
        return others
    own = [(role, code) for pk, role, _top, code in _rows_of(user) if pk == network.pk]
    if any(role in TRANSLATES_EVERYTHING for role, _code in own):
        return others
    return others & {code for _role, code in own if code}


def networks_translated_by(user: User) -> set[int]:
    """Ids of the networks for which the person translates into some language."""
    if is_administrator(user):
        return _all_networks(user)
    return {pk for pk, role, _top, code in _rows_of(user) if code or role in TRANSLATES_EVERYTHING}


def translations_read_by(user: User) -> set[int]:
    """Ids of the networks whose lists of what is to be translated the person may read."""
    return _all_networks(user) if is_umbrella_staff(user) else networks_translated_by(user)


def languages_read_by(user: User, network: Network) -> list[str]:
    """The languages of the network whose lists the person may read, in the network's order."""
    own = languages_translated_by(user, network)
    others = [code for code in network.languages if code != settings.LANGUAGE_CODE]
    return others if is_umbrella_staff(user) else [code for code in others if code in own]


def machine_use_read_by(user: User) -> set[int]:
    """Ids of the networks of which the person may read what they have a machine translate.

    The umbrella's staff keep the budgets of all; coordinators know their own.
    """
    own = network_ids_for(user, "change", Kind.NETWORK)
    return _all_networks(user) if is_umbrella_staff(user) else own


def needs_second_factor(user: User) -> bool:
    """Whether the person's role asks for more than a password."""
    if is_administrator(user):
        return True
    return any(role in NEEDS_SECOND_FACTOR for _pk, role, _top in roles_of(user))


def people_who_may(action: str, kind: Kind, network: Network) -> QuerySet[User]:
    """Active people with a role in `network` that allows `action` on objects of `kind` there."""
    held = _roles_that_allow(action, kind).filter(network=network)
    return User.objects.filter(is_active=True, groups__in=held.values("group")).distinct()


def people_by_network(
    action: str, kind: Kind, networks: Iterable[Network]
) -> dict[int, list[User]]:
    """The same for several networks: id of each → its people by their ids; two queries."""
    found: dict[int, set[int]] = {network.pk: set() for network in networks}
    held = _roles_that_allow(action, kind).filter(network__in=found, group__user__is_active=True)
    for network_id, user_id in held.values_list("network_id", "group__user"):
        found[network_id].add(user_id)
    people = User.objects.in_bulk({pk for pks in found.values() for pk in pks})
    return {network_id: [people[pk] for pk in sorted(pks)] for network_id, pks in found.items()}


def _roles_that_allow(action: str, kind: Kind) -> QuerySet[RoleGroup]:
    """The groups of all networks whose members may do `action` with `kind` there."""
    wanted = Q()
    for umbrella in (False, True):
        roles = [role for role in Role if action in allowed(role, kind, umbrella=umbrella)]
        wanted |= Q(network__is_umbrella=umbrella, role__in=roles)
    return RoleGroup.objects.filter(wanted)
