"""Whose words and recommended hits are."""

from wagtail.permissions import register_permission_policy

from network_core.tenancy.matrix import Kind
from network_core.tenancy.policies import NetworkPolicy
from search.curation.models import PinnedResult, WordGroup


def register() -> None:
    """Tell Wagtail; once, when the apps are ready."""
    register_permission_policy(WordGroup, NetworkPolicy(WordGroup, Kind.WORDS, "network"))
    register_permission_policy(PinnedResult, NetworkPolicy(PinnedResult, Kind.LOCAL, "network"))
