"""What stands beside the editor of translations."""

from typing import Any

from django import template
from wagtail.models import Page
from wagtail_localize.models import Translation

from sites.translation_aids.aids import aids_of
from sites.translation_aids.simple import aids_for_page

register = template.Library()


@register.inclusion_tag("sites/translation_aids/admin/aids.html")
def translation_aids(translation: Translation, instance: Any) -> dict[str, Any]:
    """The fixed terms of a page that is translated."""
    is_page = isinstance(instance, Page)
    return {"translation": translation, "aids": aids_of(translation, instance) if is_page else None}


@register.inclusion_tag("sites/translation_aids/admin/writing.html")
def writing_aids(page: Page) -> dict[str, Any]:
    """Rules and hints above the form of a page in Leichte Sprache, and what a home page needs."""
    return aids_for_page(page)
