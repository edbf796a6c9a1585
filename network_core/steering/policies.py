"""Whose the rows of the steering are."""

from wagtail.permissions import register_permission_policy

from network_core.steering.models import Announcement
from network_core.tenancy.matrix import Kind
from network_core.tenancy.policies import NetworkPolicy


def register() -> None:
    """Tell Wagtail; once, when the apps are ready."""
    register_permission_policy(Announcement, NetworkPolicy(Announcement, Kind.ANNOUNCEMENT, ""))
