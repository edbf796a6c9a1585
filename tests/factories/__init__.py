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
    HandoverFactory,
    HiddenOfferFactory,
    HiddenPartnerFactory,
    LocalNoteFactory,
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
    ProposalFactory,
    SelectionFactory,
    VerificationFactory,
)
from tests.factories.events import CoHostFactory, EventFactory
from tests.factories.glossary import GlossaryTermFactory
from tests.factories.networks import NetworkFactory, UmbrellaFactory, bring_into, let_speak
from tests.factories.pathways import PathwayFactory, PathwayStepFactory
from tests.factories.people import AdministratorFactory, UserFactory, person
from tests.factories.search import PinnedResultFactory, WordGroupFactory
from tests.factories.steering import AnnouncementFactory, TermProposalFactory
from tests.factories.taxonomy import SchemeFactory, TermFactory
from tests.factories.umbrella import (
    ComparisonProfileFactory,
    MilestoneFactory,
    ReferenceGroupFactory,
    SnapshotFactory,
    ThresholdFactory,
)

__all__ = [
    "AdministratorFactory",
    "AgreementFactory",
    "AgreementPartyFactory",
    "AnnouncementFactory",
    "CoHostFactory",
    "ComparisonProfileFactory",
    "EventFactory",
    "GlossaryTermFactory",
    "GroupMemberFactory",
    "HandoverFactory",
    "HiddenOfferFactory",
    "HiddenPartnerFactory",
    "LocalNoteFactory",
    "MeetingFactory",
    "MembershipFactory",
    "MilestoneFactory",
    "NetworkFactory",
    "NetworkOfTheMonthFactory",
    "OfferFactory",
    "PartnerFactory",
    "PathwayFactory",
    "PathwayStepFactory",
    "PinnedResultFactory",
    "PositionFactory",
    "ProposalFactory",
    "ReferenceGroupFactory",
    "SchemeFactory",
    "SelectionFactory",
    "SignatureFactory",
    "SnapshotFactory",
    "TermFactory",
    "TermProposalFactory",
    "ThresholdFactory",
    "UmbrellaFactory",
    "UserFactory",
    "VerificationFactory",
    "WordGroupFactory",
    "WorkingGroupFactory",
    "bring_into",
    "let_speak",
    "person",
]
