"""All types of objects that search knows."""

from __future__ import annotations

from functools import lru_cache

from search.documents.base import Source


@lru_cache(maxsize=1)
def all_sources() -> dict[str, Source]:
    """Type → source."""
    from search.documents.alliance import alliance_sources
    from search.documents.events import EventSource
    from search.documents.files import FileSource
    from search.documents.offers import OfferSource
    from search.documents.pages import PageSource
    from search.documents.partners import PartnerSource
    from search.documents.pathways import PathwaySource

    sources: list[Source] = [
        OfferSource(),
        PartnerSource(),
        PathwaySource(),
        EventSource(),
        PageSource(),
        FileSource(),
    ]
    sources += alliance_sources()
    return {source.type: source for source in sources}


def source_for(type_name: str) -> Source:
    """The source of one type."""
    return all_sources()[type_name]
