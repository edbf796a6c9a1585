"""What the umbrella steers."""

import factory

from network_core.steering.models import Announcement
from network_core.taxonomy.models import TermProposal
from tests.factories.networks import NetworkFactory
from tests.factories.taxonomy import SchemeFactory


class TermProposalFactory(factory.django.DjangoModelFactory):
    """A new topic that a network misses; nobody has answered yet."""

    class Meta:
        model = TermProposal

    network = factory.SubFactory(NetworkFactory)
    scheme = factory.SubFactory(SchemeFactory)
    label = factory.Sequence(lambda n: f"Neuer Begriff {n}")
    reason = "Danach fragen viele."


class AnnouncementFactory(factory.django.DjangoModelFactory):
    """To be read from today on."""

    class Meta:
        model = Announcement

    title = factory.Sequence(lambda n: f"Ankündigung {n}")
    text = "Bitte lesen."
