"""The guide for editors: a few short texts, one for each task of every week."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markdown_it import MarkdownIt

FOLDER = Path(__file__).parent / "guide"


@dataclass(frozen=True)
class GuidePage:
    """One task: `slug` stands in the address, `html` is what to do."""

    slug: str
    title: str
    html: str


@lru_cache(maxsize=1)
def guide_pages() -> tuple[GuidePage, ...]:
    """All tasks, in the order of their files (`01-name.md`, first line `# Title`)."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.md")))


def guide_page(slug: str) -> GuidePage | None:
    """The task of that name, if there is one."""
    return next((page for page in guide_pages() if page.slug == slug), None)


def _read(path: Path) -> GuidePage:
    first, _, text = path.read_text("utf-8").partition("\n")
    html = MarkdownIt("commonmark", {"html": False}).render(text)
    return GuidePage(path.stem.partition("-")[2], first.removeprefix("#").strip(), html)
