"""How networks work together: groups, agreements, positions, the network of the month."""

from network_core.alliance.models.agreement import (
    Agreement,
    AgreementParty,
    AgreementPartyText,
    AgreementText,
)
from network_core.alliance.models.award import NetworkOfTheMonth, NetworkOfTheMonthText
from network_core.alliance.models.group import GroupMember, WorkingGroup, WorkingGroupText
from network_core.alliance.models.meeting import Meeting, MeetingText
from network_core.alliance.models.position import Position, PositionText, Signature

__all__ = [
    "Agreement",
    "AgreementParty",
    "AgreementPartyText",
    "AgreementText",
    "GroupMember",
    "Meeting",
    "MeetingText",
    "NetworkOfTheMonth",
    "NetworkOfTheMonthText",
    "Position",
    "PositionText",
    "Signature",
    "WorkingGroup",
    "WorkingGroupText",
]
