"""What stands beside the editor of translations."""

import re
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail_localize.models import Translation

from sites.translation_aids.aids import aids_of
from sites.translation_aids.simple import aids_for_page

register = template.Library()
_PAGE_FORM = re.compile(r'<form\s+id="page-edit-form"')
_WRITING = "sites/translation_aids/admin/writing.html"


@register.inclusion_tag("sites/translation_aids/admin/aids.html")
def translation_aids(translation: Translation, instance: Any) -> dict[str, Any]:
    """The fixed terms of a page that is translated."""
    is_page = isinstance(instance, Page)
    return {"translation": translation, "aids": aids_of(translation, instance) if is_page else None}


@register.inclusion_tag(_WRITING)
def writing_aids(page: Page) -> dict[str, Any]:
    """Rules and hints above the form of a page in Leichte Sprache, and what a home page needs."""
    return aids_for_page(page)


@register.simple_block_tag
def above_the_form(content: str, page: Page) -> SafeString:
    """The same above the form that creates a page: Wagtail's template has no block around it."""
    aids = render_to_string(_WRITING, aids_for_page(page))
    found = _PAGE_FORM.search(content)
    place = found.start() if found else 0
    return mark_safe(content[:place] + aids + content[place:])
