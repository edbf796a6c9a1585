"""Whose the rows of the comparison are."""

from wagtail.permissions import register_permission_policy

from network_core.tenancy.matrix import Kind
from network_core.tenancy.policies import NetworkPolicy
from network_core.umbrella.models import ComparisonProfile, Milestone, Threshold


def register() -> None:
    """Tell Wagtail; once, when the apps are ready."""
    register_permission_policy(
        ComparisonProfile, NetworkPolicy(ComparisonProfile, Kind.COMPARISON, "network")
    )
    register_permission_policy(Threshold, NetworkPolicy(Threshold, Kind.RULES, ""))
    # One without a network is for all of them, so the umbrella enters each.
    register_permission_policy(Milestone, NetworkPolicy(Milestone, Kind.MILESTONE, ""))
