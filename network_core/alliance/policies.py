"""Whose groups, agreements, positions and signatures are."""

from django.db.models import Model
from wagtail.permissions import register_permission_policy

from network_core.alliance.models import (
    Agreement,
    Meeting,
    NetworkOfTheMonth,
    Position,
    Signature,
    WorkingGroup,
)
from network_core.tenancy.matrix import Kind
from network_core.tenancy.policies import NetworkPolicy

OWNERS: dict[type[Model], tuple[Kind, str]] = {
    WorkingGroup: (Kind.ALLIANCE, "network"),
    Meeting: (Kind.ALLIANCE, "group__network"),
    Agreement: (Kind.ALLIANCE, "network"),
    Position: (Kind.POSITION, "network"),
    # To sign is to speak for the network: nothing that an author does with a draft.
    Signature: (Kind.LOCAL, "network"),
    NetworkOfTheMonth: (Kind.AWARD, ""),
}


def register() -> None:
    """Tell Wagtail; once, when the apps are ready."""
    for model, (kind, owner) in OWNERS.items():
        register_permission_policy(model, NetworkPolicy(model, kind, owner))
