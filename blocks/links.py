"""Addresses of pages that blocks link to."""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Page

from blocks.rendering import rendering_for


def link_targets(pages: Iterable[Page | None], context: Mapping[str, Any]) -> dict[int, str]:
    """The addresses of those pages that are live, by primary key.

    Where a page has a live translation in the visitor's language, that one is linked.
    """
    rendering = rendering_for(context)
    wanted = {page.pk: page for page in pages if page is not None and page.live}
    elsewhere = {
        page.translation_key for page in wanted.values() if page.locale_id != rendering.locale.pk
    }
    translated: dict[Any, Page] = {}
    if elsewhere:
        found = Page.objects.live().filter(
            translation_key__in=elsewhere, locale_id=rendering.locale.pk
        )
        translated = {page.translation_key: page for page in found}
    targets = {}
    for pk, page in wanted.items():
        shown = translated.get(page.translation_key, page)
        if address := shown.get_url(rendering.request):
            targets[pk] = address
    return targets
