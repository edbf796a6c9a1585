"""The people of a network, and changing what they are there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network_core.directory.models import Partner, PartnerAccount
from network_core.networks.models import Network
from network_core.networks.states import State
from network_core.tenancy.matrix import Role, roles_in
from network_core.tenancy.models import RoleGroup, User


@dataclass
class Member:
    """A person with what they are in one network."""

    user: User
    roles: list[Role] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    locked: bool = False

    @property
    def role(self) -> Role:
        """The role; administrators can give several, then it is the first of them."""
        return self.roles[0]


def members_of(network: Network) -> list[Member]:
    """Everybody with a role in the network, by name; three queries."""
    members: dict[int, Member] = {}
    pairs = User.groups.through.objects.filter(group__network_role__network=network)
    rows = {row.group_id: row for row in RoleGroup.objects.filter(network=network)}
    for pair in pairs.select_related("user").order_by("user__last_name", "user__first_name"):
        member = members.setdefault(pair.user_id, Member(pair.user))
        row = rows[pair.group_id]
        member.labels.append(row.label)
        if Role(row.role) not in member.roles:
            member.roles.append(Role(row.role))
        if row.language:
            member.languages.append(row.language)
    links = PartnerAccount.objects.filter(user__in=members, partner__steward=network)
    for link in links.select_related("partner"):
        if Role.PARTNER in members[link.user_id].roles:
            members[link.user_id].partners.append(link.partner)
    return list(members.values())


def roles_to_give(network: Network) -> list[Role]:
    """The roles that exist in the network: a coordinator may give each of them, and none beyond.

    What a role allows ends at the network, so none of them is above the coordinator's own.
    """
    existing = set(RoleGroup.objects.filter(network=network).values_list("role", flat=True))
    return [role for role in roles_in(umbrella=network.is_umbrella) if role in existing]


def languages_to_give(network: Network) -> list[str]:
    """The languages that the network offers and has translators' groups for."""
    rows = RoleGroup.objects.filter(network=network, role=Role.TRANSLATOR)
    existing = set(rows.values_list("language", flat=True))
    return [code for code in network.languages if code in existing]


@transaction.atomic
def give_role(
    network: Network,
    user: User,
    role: Role,
    *,
    languages: Iterable[str] = (),
    partner: Partner | None = None,
) -> None:
    """Make the person what is said in the network, and nothing else there.

    The roles that they have in other networks stay. Raises `ValidationError` where the network
    would be left without a coordinator or has ended, or where there is no such role.
    """
    if _lock(network).state == State.ENDED:
        raise ValidationError(_("Dieses Netzwerk ist beendet: Niemand kann dort mehr mitarbeiten."))
    wanted = RoleGroup.objects.filter(network=network, role=role)
    if role == Role.TRANSLATOR:
        wanted = wanted.filter(language__in=list(languages))
    groups = {row.group_id for row in wanted}
    if not groups:
        raise ValidationError(_("Diese Rolle gibt es in diesem Netzwerk nicht."))
    if role != Role.COORDINATOR:
        _keep_a_coordinator(network, user)
    own = _groups_in(network, user)
    if own - groups:
        user.groups.remove(*(own - groups))
    if groups - own:
        user.groups.add(*(groups - own))
    links = PartnerAccount.objects.filter(user=user, partner__steward=network)
    if role == Role.PARTNER and partner is not None:
        links.exclude(partner=partner).delete()
        PartnerAccount.objects.get_or_create(user=user, partner=partner)
    else:
        links.delete()


@transaction.atomic
def remove_from(network: Network, user: User) -> bool:
    """Take the person's roles in the network; whether the account was closed with it.

    It is closed when no role is left anywhere. Raises `ValidationError` for the last coordinator.
    """
    _lock(network)
    _keep_a_coordinator(network, user)
    elsewhere = RoleGroup.objects.filter(group__user=user).exclude(network=network).exists()
    closes = user.is_active and not elsewhere and not user.is_superuser
    if closes:
        # Before the roles go, so that the log of the network has it.
        user.is_active = False
        user.save(update_fields=["is_active"])
    user.groups.remove(*_groups_in(network, user))
    PartnerAccount.objects.filter(user=user, partner__steward=network).delete()
    return closes


def _lock(network: Network) -> Network:
    """The network as it is now: who changes its team waits for who changes it, too."""
    return Network.objects.select_for_update().get(pk=network.pk)


def _groups_in(network: Network, user: User) -> set[int]:
    rows = RoleGroup.objects.filter(network=network, group__user=user)
    return set(rows.values_list("group_id", flat=True))


def _keep_a_coordinator(network: Network, leaving: User) -> None:
    coordinators = User.objects.filter(
        is_active=True,
        groups__network_role__network=network,
        groups__network_role__role=Role.COORDINATOR,
    )
    if not coordinators.filter(pk=leaving.pk).exists():
        return
    if not coordinators.exclude(pk=leaving.pk).exists():
        raise ValidationError(
            _(
                "Das ist die letzte Koordination dieses Netzwerks. "
                "Bitte zuerst jemand anderem diese Rolle geben."
            )
        )
