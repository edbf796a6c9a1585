"""Text → the forms of its words in which a list may find it, and a question → condition."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from django.db.models import Q

from search.analysis import Word, analyse
from search.analysis.normalise import fold

MAX_WORDS = 8
"""More words of a question are not asked for: each costs one look through the table."""
MAX_FORMS = 400


def forms_of(text: str) -> str:
    """All forms of the words of a text, each with a space on either side."""
    found: dict[str, None] = {}
    for word in analyse(text):
        for form in (*_written(word), word.key, *word.parts, *word.combined, *word.also):
            found[form.lower()] = None
    return f" {' '.join(list(found)[:MAX_FORMS])} "


def conditions(text: str, field: str) -> list[Q]:
    """For each telling word of a question the condition that `field` holds one of its forms.

    The beginning of a form is enough, so that people find while they are typing.
    """
    words = analyse(text)
    telling = [word for word in words if not word.is_stop_word] or words
    return [_condition(word, field) for word in telling[:MAX_WORDS]]


def _condition(word: Word, field: str) -> Q:
    wanted = Q()
    for form in {form.lower() for form in (*_written(word), word.key, *word.also)}:
        wanted |= Q(**{f"{field}__contains": f" {form}"})
    if len(word.parts) > 1:
        all_parts = Q()
        for part in word.parts:
            all_parts &= Q(**{f"{field}__contains": f" {part.lower()} "})
        wanted |= all_parts
    return wanted


def _written(word: Word) -> Iterator[str]:
    """As it is typed: with ä written out (goettingen), and with its points left off (gottingen)."""
    yield fold(word.surface)
    decomposed = unicodedata.normalize("NFD", word.surface.casefold())
    yield "".join(each for each in decomposed if not unicodedata.combining(each))
