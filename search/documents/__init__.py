"""Objects → documents, and back: what of each type is indexed and how a hit is shown."""

from search.documents.base import Hit, Source, object_key, split_key
from search.documents.registry import all_sources, source_for

__all__ = ["Hit", "Source", "all_sources", "object_key", "source_for", "split_key"]
