"""Changes that happen as a whole or not at all.

Django sends the signal of a saved object after the object is committed where nobody has begun a
transaction: whoever is killed in between has changed the object, and those who follow the signal
(the outbox of the search, the log) never hear of it.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

if TYPE_CHECKING:  # stands in front of what has drafts
    from wagtail.models import DraftStateMixin as _WithDrafts
else:
    _WithDrafts = models.Model


def as_a_whole() -> AbstractContextManager[object]:
    """The transaction that is going on, or one of its own."""
    if transaction.get_connection().in_atomic_block:
        return nullcontext()
    return transaction.atomic()


class SavedAsAWhole(models.Model):
    """Mixed into models whose rows must not change without those who follow the change."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row, its children, and what follows from it."""
        with as_a_whole():
            super().save(*args, **kwargs)


class PublishedAsAWhole(_WithDrafts):
    """Mixed in before what has drafts: what is public, its history and its log agree."""

    class Meta:
        abstract = True

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Publish a revision."""
        with as_a_whole():
            super().publish(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Take it off the site."""
        with as_a_whole():
            super().unpublish(*args, **kwargs)
