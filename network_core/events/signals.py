"""What follows when an event is published: its German words, and the networks that it names."""

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import published

from network_core.events.co_hosting import ask_named_networks
from network_core.events.models import Event
from network_core.words.models import mirror_german_words


@receiver(published, sender=Event)
def mirror_event(instance: Event, **kwargs: object) -> None:
    """Publishing mirrors the German words; a draft leaves the translations alone."""
    mirror_german_words(instance)


@receiver(published, sender=Event)
def ask_co_hosts(instance: Event, revision: Revision, **kwargs: object) -> None:
    """Publishing asks the networks that the event names, and takes back what it does not name."""
    ask_named_networks(instance, revision.user)
