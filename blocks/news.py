"""Where the news teaser gets its news from.

Blocks know no page types. Whoever has news registers one source, in the `ready` of its app.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wagtail.models import Page

from network_core.networks.models import Network


@dataclass(frozen=True)
class News:
    """The newest articles, and the page that lists all of them."""

    articles: Sequence[Page] = field(default_factory=tuple)
    index: Page | None = None


# Network, language code, most articles → live public articles, newest first.
NewsSource = Callable[[Network, str, int], News]

_sources: list[NewsSource] = []


def register_news_source(source: NewsSource) -> None:
    """Make `source` the one that is asked; an earlier one is replaced."""
    _sources[:] = [source]


def latest_news(network: Network, language: str, count: int) -> News:
    """The newest articles of a network in one language; none without a source."""
    return _sources[0](network, language, count) if _sources else News()
