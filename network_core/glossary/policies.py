"""Whose the glossary is: the umbrella's, as a whole; everybody who translates reads it."""

from wagtail.permissions import register_permission_policy

from network_core.glossary.models import GlossaryTerm
from network_core.tenancy.matrix import Kind
from network_core.tenancy.policies import NetworkPolicy


def register() -> None:
    """Tell Wagtail; once, when the apps are ready."""
    register_permission_policy(GlossaryTerm, NetworkPolicy(GlossaryTerm, Kind.RULES, ""))
