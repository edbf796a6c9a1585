"""Keep the German row of words in step with what is published."""

from django.dispatch import receiver
from wagtail.signals import published

from network_core.events.models import Event
from network_core.words.models import mirror_german_words


@receiver(published, sender=Event)
def mirror_event(instance: Event, **kwargs: object) -> None:
    """Publishing mirrors the German words; a draft leaves the translations alone."""
    mirror_german_words(instance)
