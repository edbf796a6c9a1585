"""The roles of a network that has ended: taken from its people, and kept for its return.

Rights hang on groups, and whoever is in none of a network's groups has no right there: none of
ours, none of Wagtail's on pages and files, no approval, no mail. So nothing else has to ask.
"""

from collections import defaultdict

from django.db import transaction

from network_core.networks.models import Network
from network_core.tenancy.models import RoleGroup, SuspendedRole, User


def people_of(network: Network) -> int:
    """How many people have a role in the network; one query."""
    return User.objects.filter(groups__network_role__network=network).distinct().count()


@transaction.atomic
def suspend_roles(network: Network) -> None:
    """Take all roles in the network from its people, who are logged out with their next request."""
    rows = RoleGroup.objects.filter(network=network).select_related("group")
    for row in rows.prefetch_related("group__user_set"):
        people = list(row.group.user_set.all())
        SuspendedRole.objects.bulk_create(
            [SuspendedRole(role_group=row, user=person) for person in people],
            ignore_conflicts=True,
        )
        row.group.user_set.remove(*people)


@transaction.atomic
def restore_roles(network: Network) -> None:
    """Give the roles back that were taken when the network ended."""
    kept = SuspendedRole.objects.filter(role_group__network=network)
    people: dict[RoleGroup, list[User]] = defaultdict(list)
    for row in kept.select_related("role_group__group", "user"):
        people[row.role_group].append(row.user)
    for role_group, users in people.items():
        role_group.group.user_set.add(*users)
    kept.delete()
