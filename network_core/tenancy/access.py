"""Who may do what: the questions that every other package asks."""

from network_core.networks.models import Network
from network_core.tenancy.matrix import SHARED_KINDS, Kind, Role, allowed
from network_core.tenancy.models import RoleGroup, User

_CACHE = "_network_roles"


def is_administrator(user: User) -> bool:
    """Whether the person may do everything."""
    return user.is_active and user.is_superuser


def roles_of(user: User) -> list[tuple[int, Role, bool]]:
    """`(network id, role, network is the umbrella)` for every role of an active person.

    Read once per user object, so once per request.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, _CACHE):
        rows = RoleGroup.objects.filter(group__user=user).values_list(
            "network_id", "role", "network__is_umbrella"
        )
        setattr(user, _CACHE, [(pk, Role(role), umbrella) for pk, role, umbrella in rows])
    roles: list[tuple[int, Role, bool]] = getattr(user, _CACHE)
    return roles


def network_ids_for(user: User, action: str, kind: Kind) -> set[int]:
    """Ids of the networks whose objects of `kind` the person may treat with `action`."""
    if is_administrator(user):
        return set(Network.objects.values_list("pk", flat=True))
    return {
        network_id
        for network_id, role, umbrella in roles_of(user)
        if action in allowed(role, kind, umbrella=umbrella)
    }


def networks_of(user: User) -> set[int]:
    """Ids of the networks in which the person has any role (all of them for administrators)."""
    if is_administrator(user):
        return set(Network.objects.values_list("pk", flat=True))
    return {network_id for network_id, _role, _umbrella in roles_of(user)}


def may_read_shared(user: User, kind: Kind) -> bool:
    """Whether the person sees shared records of all networks: anybody with a role does."""
    return kind in SHARED_KINDS and (is_administrator(user) or bool(roles_of(user)))


def is_umbrella_staff(user: User) -> bool:
    """Whether the person is an administrator or works for the umbrella."""
    if is_administrator(user):
        return True
    return any(umbrella for _network, _role, umbrella in roles_of(user))
