"""What people change in the word lists holds at once."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from search.curation.models import WordGroup
from search.query import synonyms


@receiver([post_save, post_delete], sender=WordGroup)
@receiver(m2m_changed, sender=WordGroup.terms.through)
def words_changed(**kwargs: Any) -> None:
    """Read the word lists anew."""
    synonyms.forget()
