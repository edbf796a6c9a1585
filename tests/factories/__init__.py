"""Objects for tests, complete and valid; give a test only what it is about."""

from tests.factories.directory import (
    HiddenOfferFactory,
    LocalNoteFactory,
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
    SelectionFactory,
    VerificationFactory,
)
from tests.factories.events import EventFactory
from tests.factories.networks import NetworkFactory, UmbrellaFactory
from tests.factories.people import AdministratorFactory, UserFactory, person
from tests.factories.taxonomy import SchemeFactory, TermFactory

__all__ = [
    "AdministratorFactory",
    "EventFactory",
    "HiddenOfferFactory",
    "LocalNoteFactory",
    "MembershipFactory",
    "NetworkFactory",
    "OfferFactory",
    "PartnerFactory",
    "SchemeFactory",
    "SelectionFactory",
    "TermFactory",
    "UmbrellaFactory",
    "UserFactory",
    "VerificationFactory",
    "person",
]
