"""Keep the German rows of words in step with what is published, and steps what they are."""

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import published

from network_core.pathways.models import Pathway
from network_core.words.models import mirror_german_words


@receiver(published, sender=Pathway)
def mirror_pathway(instance: Pathway, revision: Revision | None = None, **kwargs: object) -> None:
    """Publishing mirrors the German words of the pathway and of its steps.

    A step that was added to a published pathway gets its id only now. Without it in the version
    that the next form shows, the form would make a new step of it: its translations would be
    gone, and so would the step from every list of things to remember.
    """
    mirror_german_words(instance)
    for step in instance.steps.all():
        mirror_german_words(step)
    if revision is not None:
        revision.content["steps"] = instance.serializable_data()["steps"]
        revision.save(update_fields=["content"])
