"""What some page types have besides texts: records that they name, and rows of their own."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Page

from network_core.taxonomy.models import Term
from sites.models import (
    AnnouncedPortrait,
    LeafletPage,
    PortraitIndexPage,
    PortraitPage,
    PracticePage,
)
from sites.provisioning.files import ContentError, TextFile
from sites.provisioning.markdown import stable_id
from sites.provisioning.records import find_partner, find_terms
from sites.provisioning.references import References


def fill_facts(page: Page, file: TextFile, references: References) -> None:
    """Give `page` what its type has besides texts; nothing for most types."""
    fill = FILLERS.get(type(page))
    if fill:
        fill(page, file, references)


def _topics(file: TextFile) -> list[Term]:
    return find_terms("topic", file.data.get("topics", []))


def _portrait(page: PortraitPage, file: TextFile, references: References) -> None:
    data = file.data
    page.partner = find_partner(data.get("partner"), file)
    page.topics = _topics(file)
    if "picture" in data:
        page.picture = references.picture(
            data["picture"], data["picture_credit"], data["picture_description"]
        )


def _portrait_index(page: PortraitIndexPage, file: TextFile, references: References) -> None:
    page.announced.set(
        [
            AnnouncedPortrait(
                partner=find_partner(row.get("partner"), file),
                name=row.get("name", ""),
                expected=row.get("expected", ""),
                locale=page.locale,
                sort_order=number,
            )
            for number, row in enumerate(file.data.get("announced", []))
        ]
    )


def _practice(page: PracticePage, file: TextFile, references: References) -> None:
    data = file.data
    page.partner = find_partner(data.get("partner"), file)
    page.fields_of_work.add(*data["fields_of_work"])


def _leaflet(page: LeafletPage, file: TextFile, references: References) -> None:
    """Addresses are named as in links: `offer:…` or `partner:…`."""
    addresses = []
    for number, name in enumerate(file.data.get("addresses", [])):
        kind, _colon, slug = name.partition(":")
        if kind not in page.addresses.stream_block.child_blocks:
            raise ContentError(f"addresses: {name!r} is neither offer:… nor partner:…")
        place = f"{references.network.slug}/{page.locale.language_code}/{page.slug}/{number}"
        addresses.append(
            {"type": kind, "id": stable_id(place), "value": references.record_id(kind, slug)}
        )
    page.addresses = addresses


FILLERS: dict[type[Page], Callable[[Any, TextFile, References], None]] = {
    LeafletPage: _leaflet,
    PortraitIndexPage: _portrait_index,
    PortraitPage: _portrait,
    PracticePage: _practice,
}
