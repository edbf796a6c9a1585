"""Whose imports are."""

from wagtail.permissions import register_permission_policy

from network_core.opendata.models import ImportRun
from network_core.tenancy.matrix import Kind
from network_core.tenancy.policies import NetworkPolicy

IMPORTS = NetworkPolicy(ImportRun, Kind.IMPORT, "network", never={"change", "delete"})


def register() -> None:
    """Tell Wagtail; once, when the apps are ready."""
    register_permission_policy(ImportRun, IMPORTS)
