"""Events."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from network_core.events.models import CoHost, Event, EventDayOff
from tests.factories.networks import NetworkFactory


class EventFactory(factory.django.DjangoModelFactory):
    """A published event of two hours, a week from now.

    `days_off` takes the days on which a series does not take place.
    """

    class Meta:
        model = Event
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"veranstaltung-{n}")
    title = factory.Sequence(lambda n: f"Veranstaltung {n}")
    network = factory.SubFactory(NetworkFactory)
    begin = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    end = factory.LazyAttribute(lambda o: o.begin + timedelta(hours=2))
    place_name = "Rathaus"

    @factory.post_generation
    def days_off(self, create: bool, extracted: list[date] | None, **kwargs: Any) -> None:
        """Let a series pause."""
        if extracted:
            self.days_off.set([EventDayOff(day=day) for day in extracted])
            self.save()


class CoHostFactory(factory.django.DjangoModelFactory):
    """A network that an event of another one asks to host it, too."""

    class Meta:
        model = CoHost

    event = factory.SubFactory(EventFactory)
    network = factory.SubFactory(NetworkFactory)
