"""Working groups, meetings, agreements, positions, networks of the month."""

from datetime import date

import factory

from network_core.alliance.models import (
    Agreement,
    AgreementParty,
    GroupMember,
    Meeting,
    NetworkOfTheMonth,
    Position,
    Signature,
    WorkingGroup,
)
from tests.factories.directory import PartnerFactory
from tests.factories.networks import NetworkFactory


class WorkingGroupFactory(factory.django.DjangoModelFactory):
    """A published working group without members."""

    class Meta:
        model = WorkingGroup

    slug = factory.Sequence(lambda n: f"gruppe-{n}")
    name = factory.Sequence(lambda n: f"Gruppe {n}")
    network = factory.SubFactory(NetworkFactory)


class GroupMemberFactory(factory.django.DjangoModelFactory):
    """A partner that belongs to a group today."""

    class Meta:
        model = GroupMember

    group = factory.SubFactory(WorkingGroupFactory)
    partner = factory.SubFactory(PartnerFactory)


class MeetingFactory(factory.django.DjangoModelFactory):
    """A published meeting with minutes."""

    class Meta:
        model = Meeting

    group = factory.SubFactory(WorkingGroupFactory)
    date = date(2026, 3, 4)
    subject = factory.Sequence(lambda n: f"Sitzung {n}")
    minutes = "<p>Wir haben gesprochen.</p>"


class AgreementFactory(factory.django.DjangoModelFactory):
    """A published agreement without parties, signed on a known day."""

    class Meta:
        model = Agreement

    slug = factory.Sequence(lambda n: f"vereinbarung-{n}")
    title = factory.Sequence(lambda n: f"Vereinbarung {n}")
    network = factory.SubFactory(NetworkFactory)
    state = Agreement.State.SIGNED
    signed_on = date(2025, 5, 6)


class AgreementPartyFactory(factory.django.DjangoModelFactory):
    """A party whose tasks are not known."""

    class Meta:
        model = AgreementParty

    agreement = factory.SubFactory(AgreementFactory)
    partner = factory.SubFactory(PartnerFactory)


class PositionFactory(factory.django.DjangoModelFactory):
    """A position that is out."""

    class Meta:
        model = Position

    slug = factory.Sequence(lambda n: f"position-{n}")
    title = factory.Sequence(lambda n: f"Position {n}")
    network = factory.SubFactory(NetworkFactory)
    state = Position.State.PUBLISHED
    date = date(2026, 2, 3)


class SignatureFactory(factory.django.DjangoModelFactory):
    """A network that signs another one's position."""

    class Meta:
        model = Signature

    network = factory.SubFactory(NetworkFactory)
    position = factory.SubFactory(PositionFactory)


class NetworkOfTheMonthFactory(factory.django.DjangoModelFactory):
    """The network of December 2012."""

    class Meta:
        model = NetworkOfTheMonth

    month = date(2012, 12, 1)
    network = factory.SubFactory(NetworkFactory)
