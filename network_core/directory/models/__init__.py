"""Partners and offers: recorded once, shown by every network that needs them."""

from network_core.directory.models.account import PartnerAccount
from network_core.directory.models.contact import ContactPoint
from network_core.directory.models.hours import OpeningHours
from network_core.directory.models.local import HiddenOffer, LocalNote, LocalNoteText, Selection
from network_core.directory.models.offer import (
    Offer,
    OfferLanguage,
    OfferPlace,
    OfferText,
    ServiceArea,
)
from network_core.directory.models.partner import Membership, Partner, PartnerText
from network_core.directory.models.verification import Verification

__all__ = [
    "ContactPoint",
    "HiddenOffer",
    "LocalNote",
    "LocalNoteText",
    "Membership",
    "Offer",
    "OfferLanguage",
    "OfferPlace",
    "OfferText",
    "OpeningHours",
    "Partner",
    "PartnerAccount",
    "PartnerText",
    "Selection",
    "ServiceArea",
    "Verification",
]
