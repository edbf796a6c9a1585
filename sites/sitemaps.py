"""What a search engine shall know of a network's site."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from wagtail.models import Page

from network_core.directory.models import Offer, Partner
from network_core.networks.models import Network

LIMIT = 10_000


@dataclass(frozen=True)
class Entry:
    """One address with the day of its last change."""

    url: str
    changed: date | None


def sitemap_entries(network: Network) -> Iterator[Entry]:
    """Live public pages of every language, and the records that are canonical on this site."""
    roots = Page.objects.filter(
        translation_key=network.site.root_page.translation_key
    ).select_related("locale")
    for root in roots:
        language = root.locale.language_code
        if not network.offers_language(language):
            continue
        pages = Page.objects.descendant_of(root, inclusive=True).live().public()
        for page in pages.only("url_path", "last_published_at")[:LIMIT]:
            path = page.url_path[len(root.url_path) :]
            changed = page.last_published_at.date() if page.last_published_at else None
            yield Entry(f"{network.root_url}/{language}/{path}", changed)
    for model in (Offer, Partner):
        records = model.objects.public().filter(steward=network).only("slug", "updated_at")
        for record in records.order_by("pk")[:LIMIT]:
            path = record.get_path(settings.LANGUAGE_CODE)
            yield Entry(f"{network.root_url}{path}", record.updated_at.date())
