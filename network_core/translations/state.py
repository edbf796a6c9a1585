"""What to tell visitors about the text before them, and what people tell about a text."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from network_core.translations.models import TranslationState


@dataclass(frozen=True)
class Told:
    """What stands beside a text: it is older than the German one, nobody has proofread it."""

    is_stale: bool = False
    is_unread: bool = False

    def __bool__(self) -> bool:
        return self.is_stale or self.is_unread


def told_about_page(page: Page, language: str) -> Told:
    """What to tell about a page in `language`; nothing about German ones. One query."""
    if language == settings.LANGUAGE_CODE or not page.pk:
        return Told()
    wanted = (settings.LANGUAGE_CODE, language)
    states = TranslationState.objects.of(page.translation_key, wanted)
    german, own = states.get(settings.LANGUAGE_CODE), states.get(language)
    known = {state.source_hash for state in (german, own) if state and state.source_hash}
    return Told(
        is_stale=len(known) > 1,
        is_unread=own is None or not own.is_proofread(page.last_published_at),
    )


def proofread_at() -> Subquery:
    """When somebody has read a text, for rows of words in another language."""
    states = TranslationState.objects.filter(
        translation_key=OuterRef("translation_key"), language=OuterRef("locale__language_code")
    )
    return Subquery(states.values("proofread_at")[:1])


def told_about_words(record: Any) -> Told:
    """What to tell about a record's words in the active language; nothing about German ones.

    No query where the record was read `with_words`.
    """
    words = record.words
    if words is record:
        return Told()
    if hasattr(words, "proofread_at"):
        state = TranslationState(proofread_at=words.proofread_at)
        german = words.german_hash or record.words_hash
    else:
        language = words.locale.language_code
        states = TranslationState.objects.of(words.translation_key, [language])
        state = states.get(language, TranslationState())
        german = record.words_hash
    return Told(
        is_stale=bool(words.source_hash) and words.source_hash != german,
        is_unread=not state.is_proofread(words.last_published_at),
    )


def mark_proofread(text: Any, by: str) -> None:
    """Note that `by` has read a page or the words of a record as it is published now."""
    TranslationState.objects.update_or_create(
        translation_key=text.translation_key,
        language=text.locale.language_code,
        defaults={"proofread_by": by, "proofread_at": timezone.now()},
    )


def fingerprint(page: Page) -> str:
    """A fingerprint of the words of a page, whatever else of it changes."""
    words = [
        f"{segment.path}\n{segment.string.data}"
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    ]
    return hashlib.sha256("\0".join(sorted(words)).encode()).hexdigest()


def remember_source(page: Page) -> None:
    """Note from which German words the published page was made."""
    language = page.locale.language_code
    TranslationState.objects.update_or_create(
        translation_key=page.translation_key,
        language=language,
        defaults={"source_hash": _source_of(page, language)},
    )


def _source_of(page: Page, language: str) -> str:
    if language == settings.LANGUAGE_CODE:
        return fingerprint(page)
    translation = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=page.locale, enabled=True
        )
        .select_related("source")
        .first()
    )
    if translation is not None:
        return fingerprint(translation.source.as_instance())
    german = TranslationState.objects.of(page.translation_key, [settings.LANGUAGE_CODE])
    return german[settings.LANGUAGE_CODE].source_hash if german else ""
