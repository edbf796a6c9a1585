"""Keep the German rows of words in step with what the public reads."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import published

from network_core.alliance.models import (
    Agreement,
    Meeting,
    NetworkOfTheMonth,
    Position,
    WorkingGroup,
)
from network_core.words.models import mirror_german_words


@receiver(published, sender=WorkingGroup)
@receiver(published, sender=Meeting)
@receiver(published, sender=Position)
def mirror_record(instance: WorkingGroup | Meeting | Position, **kwargs: object) -> None:
    """Publishing mirrors the German words; a draft leaves the translations alone."""
    mirror_german_words(instance)


@receiver(published, sender=Agreement)
def mirror_agreement(instance: Agreement, **kwargs: object) -> None:
    """The tasks of the parties are words of their own."""
    mirror_german_words(instance)
    for party in instance.parties.all():
        mirror_german_words(party)


@receiver(post_save, sender=NetworkOfTheMonth)
def mirror_award(instance: NetworkOfTheMonth, raw: bool = False, **kwargs: object) -> None:
    """A network of the month has no draft: what is saved is what is translated."""
    if not raw:
        mirror_german_words(instance)
