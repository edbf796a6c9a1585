"""Events."""

from datetime import timedelta

import factory
from django.utils import timezone

from network_core.events.models import Event
from tests.factories.networks import NetworkFactory


class EventFactory(factory.django.DjangoModelFactory):
    """A published event of two hours, a week from now."""

    class Meta:
        model = Event

    slug = factory.Sequence(lambda n: f"veranstaltung-{n}")
    title = factory.Sequence(lambda n: f"Veranstaltung {n}")
    network = factory.SubFactory(NetworkFactory)
    begin = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    end = factory.LazyAttribute(lambda o: o.begin + timedelta(hours=2))
    place_name = "Rathaus"
