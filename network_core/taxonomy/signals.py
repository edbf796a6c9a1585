"""Keep the German row of words in step with the term."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from network_core.taxonomy.models import Term
from network_core.words.models import mirror_german_words


@receiver(post_save, sender=Term)
def mirror_term(instance: Term, raw: bool = False, **kwargs: object) -> None:
    """A term has no draft: what is saved is what is translated."""
    if not raw:
        mirror_german_words(instance)
