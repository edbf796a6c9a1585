"""Whose the taxonomy is: the umbrella's, as a whole."""

from wagtail.permissions import register_permission_policy

from network_core.taxonomy.models import Scheme, Term, TermProposal
from network_core.tenancy.matrix import Kind
from network_core.tenancy.policies import NetworkPolicy


def register() -> None:
    """Tell Wagtail; once, when the apps are ready."""
    # A term that was deleted would be lost from all that is sorted under it: it is merged instead.
    register_permission_policy(Term, NetworkPolicy(Term, Kind.TAXONOMY, "", never={"delete"}))
    register_permission_policy(
        TermProposal,
        NetworkPolicy(
            TermProposal,
            Kind.TERM_PROPOSAL,
            "network",
            never={"change", "delete", "publish", "lock", "unlock"},
        ),
    )
    # The code knows the four schemes by their slugs.
    register_permission_policy(
        Scheme, NetworkPolicy(Scheme, Kind.TAXONOMY, "", never={"add", "change", "delete"})
    )
