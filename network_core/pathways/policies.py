"""Whose pathways are."""

from wagtail.permissions import register_permission_policy

from network_core.pathways.models import Pathway
from network_core.tenancy.matrix import Kind
from network_core.tenancy.policies import NetworkPolicy


def register() -> None:
    """Tell Wagtail; once, when the apps are ready."""
    register_permission_policy(Pathway, NetworkPolicy(Pathway, Kind.PATHWAY, "steward"))
