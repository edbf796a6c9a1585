"""Keep the German rows of words in step with what is published."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import published

from network_core.directory.models import LocalNote, Offer, Partner
from network_core.words import staleness
from network_core.words.models import mirror_german_words

staleness.connect()


@receiver(published, sender=Offer)
@receiver(published, sender=Partner)
def mirror_record(instance: Offer | Partner, **kwargs: object) -> None:
    """Publishing mirrors the German words; a draft leaves the translations alone."""
    mirror_german_words(instance)


@receiver(post_save, sender=LocalNote)
def mirror_note(instance: LocalNote, raw: bool = False, **kwargs: object) -> None:
    """A local note has no draft: what is saved is what is translated."""
    if not raw:
        mirror_german_words(instance)
