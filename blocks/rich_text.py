"""Links to pages within texts, read together.

Wagtail's own way asks for the locale once per link and for every type of page once per text, and
links to drafts.
"""

from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

NO_LINK = "<a>"


class LivePageLinkHandler(PageLinkHandler):
    """Links to live pages, in the visitor's language where they are translated."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """The opening tags; one query for all, and one more where pages are translated."""
        language = get_language() or settings.LANGUAGE_CODE
        keys = {int(key) for attrs in attrs_list if (key := str(attrs.get("id"))).isdigit()}
        fields = ("url_path", "path", "depth", "translation_key", "locale__language_code")
        live = Page.objects.live().select_related("locale").only(*fields)
        pages = {str(page.pk): page for page in live.filter(pk__in=keys)}
        foreign = {
            page.translation_key for page in pages.values() if page.locale.language_code != language
        }
        translated: dict[Any, Page] = {}
        if foreign:
            found = live.filter(translation_key__in=foreign, locale__language_code=language)
            translated = {page.translation_key: page for page in found}
        tags = []
        for attrs in attrs_list:
            page = pages.get(str(attrs.get("id")))
            shown = translated.get(page.translation_key, page) if page else None
            url = shown.url if shown else None
            tags.append(f'<a href="{escape(url)}">' if url else NO_LINK)
        return tags
