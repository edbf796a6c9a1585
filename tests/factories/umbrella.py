"""What networks say for the comparison."""

import factory
from django.utils import timezone

from network_core.umbrella.models import (
    ComparisonProfile,
    Milestone,
    ReferenceGroup,
    Snapshot,
    Threshold,
)
from tests.factories.networks import NetworkFactory


class ComparisonProfileFactory(factory.django.DjangoModelFactory):
    """A network whose figures only the umbrella sees."""

    class Meta:
        model = ComparisonProfile

    network = factory.SubFactory(NetworkFactory)


class ReferenceGroupFactory(factory.django.DjangoModelFactory):
    """A thousand families; `profile__network` says of which network."""

    class Meta:
        model = ReferenceGroup

    profile = factory.SubFactory(ComparisonProfileFactory)
    label = "Ein-Eltern-Familien"
    number = 1000
    source = "Mikrozensus"
    year = 2024


class ThresholdFactory(factory.django.DjangoModelFactory):
    """Green from twenty offers on, red below five."""

    class Meta:
        model = Threshold

    figure = "offers"
    good = 20
    poor = 5
    explanation = "Erfahrung aus vier Netzwerken."


class SnapshotFactory(factory.django.DjangoModelFactory):
    """Ten offers today."""

    class Meta:
        model = Snapshot

    network = factory.SubFactory(NetworkFactory)
    figure = "offers"
    day = factory.LazyFunction(timezone.localdate)
    value = 10


class MilestoneFactory(factory.django.DjangoModelFactory):
    """Something that happened in one network today."""

    class Meta:
        model = Milestone

    network = factory.SubFactory(NetworkFactory)
    day = factory.LazyFunction(timezone.localdate)
    text = "Neue Koordination"
