"""Partners and offers: recorded once, shown by every network that needs them."""

from network_core.directory.models.account import PartnerAccount
from network_core.directory.models.asking import CheckContact, CheckQuestion, CheckRequest
from network_core.directory.models.check import CheckPlan, CheckRule, CheckSettings
from network_core.directory.models.contact import ContactPoint
from network_core.directory.models.duplicates import FormerAddress, LikelyDuplicate, MatchKey
from network_core.directory.models.handover import Handover
from network_core.directory.models.hours import OpeningHours
from network_core.directory.models.local import (
    HiddenOffer,
    HiddenPartner,
    LocalNote,
    LocalNoteText,
    Selection,
)
from network_core.directory.models.notice import ChangeNotice, RecordChange, RecordState
from network_core.directory.models.offer import (
    Offer,
    OfferLanguage,
    OfferPlace,
    OfferText,
    ServiceArea,
)
from network_core.directory.models.partner import Membership, Partner, PartnerText
from network_core.directory.models.proposal import Proposal, ProposedChange
from network_core.directory.models.verification import Verification

__all__ = [
    "ChangeNotice",
    "CheckContact",
    "CheckPlan",
    "CheckQuestion",
    "CheckRequest",
    "CheckRule",
    "CheckSettings",
    "ContactPoint",
    "FormerAddress",
    "Handover",
    "HiddenOffer",
    "HiddenPartner",
    "LikelyDuplicate",
    "LocalNote",
    "LocalNoteText",
    "MatchKey",
    "Membership",
    "Offer",
    "OfferLanguage",
    "OfferPlace",
    "OfferText",
    "OpeningHours",
    "Partner",
    "PartnerAccount",
    "PartnerText",
    "Proposal",
    "ProposedChange",
    "RecordChange",
    "RecordState",
    "Selection",
    "ServiceArea",
    "Verification",
]
