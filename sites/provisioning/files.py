"""Reading a network's folder: `network.toml`, and text files with front matter.

A text file begins with TOML between two lines of `+++`; the rest is Markdown.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FENCE = "+++"
NETWORKS_DIR = Path(__file__).resolve().parent.parent / "networks"


class ContentError(Exception):
    """A content file that cannot be used; the message says what is wrong, after the file's name.

    Where the file is not at hand, `mistakes_in` adds it.
    """

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(f"{_named(path)}: {message}" if path else message)
        self.path = path


def _named(path: Path) -> str:
    """The path from the network's folder on."""
    for folder in path.parents:
        if (folder / "network.toml").is_file():
            return str(path.relative_to(folder.parent))
    return path.name


@dataclass(frozen=True)
class TextFile:
    """Front matter and text of one file."""

    path: Path
    data: dict[str, Any]
    text: str

    @property
    def slug(self) -> str:
        """The slug from the front matter, else the file's name without its number."""
        stem = self.path.stem
        number, _dash, rest = stem.partition("-")
        return str(self.data.get("slug") or (rest if number.isdigit() and rest else stem))


@dataclass(frozen=True)
class PageFile:
    """A page's file with the files of the pages below it; `key` is the same in every language."""

    file: TextFile
    key: str
    children: "list[PageFile]" = field(default_factory=list)


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file. Raises `ContentError` naming the file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError(str(error), path) from error


def read_text_file(path: Path) -> TextFile:
    """Front matter and text of `path`. Raises `ContentError` naming the file."""
    try:
        head, _fence, text = (
            path.read_text(encoding="utf-8").removeprefix(FENCE).partition(f"\n{FENCE}")
        )
        return TextFile(path, tomllib.loads(head), text.strip())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError(str(error), path) from error


def read_records(folder: Path) -> Iterator[TextFile]:
    """The text files directly in `folder` by name; none if there is no such folder."""
    for path in sorted(folder.glob("*.md")):
        yield read_text_file(path)


def read_pages(folder: Path, prefix: str = "") -> list[PageFile]:
    """The page files of `folder` in order, each with those of the folder of its own name."""
    pages = []
    for path in sorted(folder.glob("*.md")):
        key = f"{prefix}{path.stem}"
        below = folder / path.stem
        children = read_pages(below, f"{key}/") if below.is_dir() else []
        pages.append(PageFile(read_text_file(path), key, children))
    return pages


def network_folders() -> list[Path]:
    """The folders of the seeded networks, the umbrella first."""
    folders = [path.parent for path in NETWORKS_DIR.glob("*/network.toml")]
    return sorted(folders, key=lambda f: (not read_toml(f / "network.toml").get("is_umbrella"), f))
