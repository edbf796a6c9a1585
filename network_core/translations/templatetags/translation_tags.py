"""What a page says about the translation before the reader."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from network_core.translations.state import Told, told_about_page, told_about_words

register = template.Library()


@register.inclusion_tag("components/translation_state.html")
def page_state(page: Any) -> dict[str, Any]:
    """Notes about the text of a page; none where there is no page, as in the search."""
    language = get_language() or settings.LANGUAGE_CODE
    told = told_about_page(page, language) if isinstance(page, Page) else Told()
    return {"told": told, "is_german": False, "is_page": True}


@register.inclusion_tag("components/translation_state.html")
def words_state(record: Any) -> dict[str, Any]:
    """Notes about the words of a record, or that they are German ones."""
    language = get_language() or settings.LANGUAGE_CODE
    is_german = language != settings.LANGUAGE_CODE and record.words is record
    return {"told": told_about_words(record), "is_german": is_german}


@register.inclusion_tag("components/translation_note.html")
def words_note(record: Any) -> dict[str, Any]:
    """The same in a few words, for cards and for parts of a page."""
    return {"told": told_about_words(record)}
