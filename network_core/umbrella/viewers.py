"""Whose figures a person may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from network_core.networks.models import Network
from network_core.networks.states import OPEN
from network_core.tenancy.access import is_umbrella_staff, network_ids_for
from network_core.tenancy.matrix import Kind
from network_core.tenancy.models import User
from network_core.umbrella.models import ComparisonProfile

OPEN_TO_NETWORKS = (ComparisonProfile.SeenBy.NETWORKS, ComparisonProfile.SeenBy.PUBLIC)
# A mean that hides one network alone would tell its value.
FEWEST_HIDDEN = 2


@dataclass(frozen=True)
class Viewer:
    """A person who compares: the umbrella's staff see all, coordinators what is open to them."""

    sees_all: bool
    own: frozenset[int]

    def sees(self, network: Network) -> bool:
        """Whether the person may see the network's figures."""
        if self.sees_all or network.pk in self.own:
            return True
        profile = profile_of(network)
        return profile is not None and profile.seen_by in OPEN_TO_NETWORKS

    def may_see_mean(self, counted: Iterable[Network]) -> bool:
        """Whether a mean over these networks tells nothing about a single hidden one."""
        hidden = sum(not self.sees(network) for network in counted)
        return hidden == 0 or hidden >= FEWEST_HIDDEN


def viewer_of(user: User) -> Viewer | None:
    """How the person sees the comparison; None for everybody without business there."""
    own = frozenset(network_ids_for(user, "change", Kind.COMPARISON))
    if is_umbrella_staff(user):
        return Viewer(True, own)
    return Viewer(False, own) if own else None


def profile_of(network: Network) -> ComparisonProfile | None:
    """What the network says for the comparison, if it has said anything."""
    found: ComparisonProfile | None = getattr(network, "comparison_profile", None)
    return found


def compared_networks(states: Iterable[str] = OPEN) -> QuerySet[Network]:
    """The networks that are compared: all but the umbrella, with what the comparison needs.

    Those that visitors find, unless `states` names others.

    Three queries when read: the networks, the keys and the postcodes of their regions.
    """
    networks: QuerySet[Network] = Network.objects.regional().filter(state__in=states)
    return (
        networks.select_related("site", "comparison_profile")
        .prefetch_related("region_keys", "postcodes")
        .order_by("name", "pk")
    )
