"""Where the portrait teaser gets its portraits from.

Blocks know no page types. Whoever has portraits registers one source, in the `ready` of its app.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wagtail.models import Page

from network_core.media.models import Picture
from network_core.networks.models import Network


@dataclass(frozen=True)
class Portrait:
    """What a card shows of a portrait: the page, whom it is about, and a picture.

    `summary`, `partner` and `picture` may be missing. Whoever makes it has read the page's site
    and the picture together with it; renditions of the picture are read by the block.
    """

    page: Page
    summary: str = ""
    partner: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Portraits:
    """The newest portraits, and the page that lists all of them."""

    entries: Sequence[Portrait] = field(default_factory=tuple)
    index: Page | None = None


# Network, language code, most portraits → live public portraits, newest first.
PortraitSource = Callable[[Network, str, int], Portraits]

_sources: list[PortraitSource] = []


def register_portrait_source(source: PortraitSource) -> None:
    """Make `source` the one that is asked; an earlier one is replaced."""
    _sources[:] = [source]


def latest_portraits(network: Network, language: str, count: int) -> Portraits:
    """The newest portraits of a network in one language; none without a source."""
    return _sources[0](network, language, count) if _sources else Portraits()
