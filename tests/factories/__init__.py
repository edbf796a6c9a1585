"""Objects for tests, complete and valid; give a test only what it is about."""

from tests.factories.alliance import (
    AgreementFactory,
    AgreementPartyFactory,
    GroupMemberFactory,
    MeetingFactory,
    NetworkOfTheMonthFactory,
    PositionFactory,
    SignatureFactory,
    WorkingGroupFactory,
)
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
    "AgreementFactory",
    "AgreementPartyFactory",
    "EventFactory",
    "GroupMemberFactory",
    "HiddenOfferFactory",
    "LocalNoteFactory",
    "MeetingFactory",
    "MembershipFactory",
    "NetworkFactory",
    "NetworkOfTheMonthFactory",
    "OfferFactory",
    "PartnerFactory",
    "PositionFactory",
    "SchemeFactory",
    "SelectionFactory",
    "SignatureFactory",
    "TermFactory",
    "UmbrellaFactory",
    "UserFactory",
    "VerificationFactory",
    "WorkingGroupFactory",
    "person",
]
