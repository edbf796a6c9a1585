"""Whose partners, offers and local data are."""

from django.db.models import Model
from wagtail.permissions import register_permission_policy

from network_core.directory.models import (
    ChangeNotice,
    CheckRule,
    CheckSettings,
    Handover,
    HiddenOffer,
    HiddenPartner,
    LikelyDuplicate,
    LocalNote,
    Membership,
    Offer,
    Partner,
    Proposal,
    Selection,
    Verification,
)
from network_core.tenancy.matrix import Kind
from network_core.tenancy.policies import NetworkPolicy
from network_core.tenancy.records import RecordPolicy
from network_core.tenancy.sides import BEGINNING, DECIDING, UNEDITED, SidedPolicy

OWNERS: dict[type[Model], tuple[Kind, str]] = {
    Verification: (Kind.LOCAL, "offer__steward"),
    Membership: (Kind.LOCAL, "network"),
    LocalNote: (Kind.LOCAL, "network"),
    HiddenOffer: (Kind.LOCAL, "network"),
    HiddenPartner: (Kind.LOCAL, "network"),
    Selection: (Kind.LOCAL, "network"),
    CheckRule: (Kind.RULES, ""),
    CheckSettings: (Kind.RULES, ""),
}
# Of these there is one row, which is always there.
NEVER: dict[type[Model], set[str]] = {CheckSettings: {"add", "delete"}}


def register() -> None:
    """Tell Wagtail; once, when the apps are ready."""
    register_permission_policy(
        Partner, RecordPolicy(Partner, Kind.RECORD, "steward", "accounts__user")
    )
    register_permission_policy(
        Offer, RecordPolicy(Offer, Kind.RECORD, "steward", "partner__accounts__user")
    )
    register_permission_policy(
        Proposal,
        SidedPolicy(
            Proposal,
            Kind.PROPOSAL,
            {"offer__steward": DECIDING, "partner__steward": DECIDING, "network": BEGINNING},
            author_field="proposed_by",
            author_actions=BEGINNING,
            never=UNEDITED,
        ),
    )
    register_permission_policy(
        Handover,
        SidedPolicy(
            Handover,
            Kind.HANDOVER,
            {"receiver": DECIDING, "giver": BEGINNING},
            never=UNEDITED,
        ),
    )
    sides = ("offer", "other_offer", "partner", "other_partner")
    register_permission_policy(
        LikelyDuplicate,
        SidedPolicy(
            LikelyDuplicate,
            Kind.RECORD,
            {f"{side}__steward": {"view"} for side in sides},
            never=UNEDITED,
        ),
    )
    register_permission_policy(
        ChangeNotice, NetworkPolicy(ChangeNotice, Kind.LOCAL, "network", never=UNEDITED)
    )
    for model, (kind, owner) in OWNERS.items():
        policy = NetworkPolicy(model, kind, owner, never=NEVER.get(model, ()))
        register_permission_policy(model, policy)
