"""Whose partners, offers and local data are."""

from django.db.models import Model
from wagtail.permissions import register_permission_policy

from network_core.directory.models import (
    HiddenOffer,
    LocalNote,
    Membership,
    Offer,
    Partner,
    Selection,
    Verification,
)
from network_core.tenancy.matrix import Kind
from network_core.tenancy.policies import NetworkPolicy

OWNERS: dict[type[Model], tuple[Kind, str]] = {
    Partner: (Kind.RECORD, "steward"),
    Offer: (Kind.RECORD, "steward"),
    Verification: (Kind.LOCAL, "offer__steward"),
    Membership: (Kind.LOCAL, "network"),
    LocalNote: (Kind.LOCAL, "network"),
    HiddenOffer: (Kind.LOCAL, "network"),
    Selection: (Kind.LOCAL, "network"),
}


def register() -> None:
    """Tell Wagtail; once, when the apps are ready."""
    for model, (kind, owner) in OWNERS.items():
        register_permission_policy(model, NetworkPolicy(model, kind, owner))
