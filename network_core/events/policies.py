"""Whose events are."""

from wagtail.permissions import register_permission_policy

from network_core.events.models import CoHost, Event
from network_core.tenancy.matrix import Kind
from network_core.tenancy.policies import NetworkPolicy
from network_core.tenancy.sides import DECIDING, UNEDITED, SidedPolicy


def register() -> None:
    """Tell Wagtail; once, when the apps are ready."""
    register_permission_policy(Event, NetworkPolicy(Event, Kind.EVENT, "network"))
    register_permission_policy(
        CoHost,
        SidedPolicy(
            CoHost,
            Kind.HOSTING,
            {"network": DECIDING, "event__network": {"view"}},
            never=UNEDITED,
            # Whoever was asked reads of the event what the public reads.
            only_while={"network": "event__live"},
        ),
    )
