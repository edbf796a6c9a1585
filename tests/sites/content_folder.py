"""Reading the content files of every network as files: no database, no loader."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
NETWORKS = ROOT / "sites" / "networks"
TAXONOMY = ROOT / "network_core" / "taxonomy" / "data"

TERM_KEYS = {
    "topics": "topic",
    "life_situations": "life_situation",
    "formats": "format",
    "audiences": "audience",
}
# Pages that provisioning makes even without a file.
STANDARD_PAGES = {
    "angebote",
    "wegweiser",
    "partner",
    "veranstaltungen",
    "aktuelles",
    "zusammenarbeit",
    "wichtige-adressen",
    "kontakt",
    "impressum",
    "datenschutz",
    "barrierefreiheit",
}
PARTNER_KINDS = {
    "municipality",
    "jobcenter",
    "welfare",
    "advice",
    "education",
    "employment",
    "equality",
    "association",
    "company",
    "state",
    "other",
}

FRONT_MATTER = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+(?:\n(.*))?\Z", re.DOTALL)
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```[ ]*$", re.DOTALL | re.MULTILINE)


class Content(NamedTuple):
    """One content file, split."""

    facts: dict[str, Any]
    body: str
    blocks: list[tuple[str, dict[str, Any]]]


@cache
def read(path: Path) -> Content:
    found = FRONT_MATTER.match(path.read_text(encoding="utf-8"))
    assert found, f"{name(path)}: no front matter between +++ lines"
    body = found[2] or ""
    blocks = [(kind.strip(), tomllib.loads(text)) for kind, text in FENCE.findall(body)]
    return Content(tomllib.loads(found[1]), body, blocks)


def with_columns(blocks: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """The blocks of a file and those inside its columns; a block of text is no fenced one."""
    inner = [
        (child["block"], {key: value for key, value in child.items() if key != "block"})
        for kind, values in blocks
        if kind == "two_columns"
        for child in [*values["first"], *values["second"]]
        if child["block"] != "text"
    ]
    return [*blocks, *inner]


def name(path: Path) -> str:
    return str(path.relative_to(NETWORKS))


def folders() -> list[Path]:
    return sorted(path.parent for path in NETWORKS.glob("*/network.toml"))


def files(kind: str) -> list[Path]:
    pattern = "content/de/**/*.md" if kind == "pages" else f"{kind}/*.md"
    return sorted(path for folder in folders() for path in folder.glob(pattern))


def folder_of(path: Path) -> Path:
    return NETWORKS / path.relative_to(NETWORKS).parts[0]


@cache
def facts_of_network(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "network.toml").read_text(encoding="utf-8"))


@cache
def network_slugs() -> frozenset[str]:
    return frozenset(facts_of_network(path).get("slug", path.name) for path in folders())


@cache
def terms(scheme: str) -> frozenset[str]:
    data = tomllib.loads((TAXONOMY / f"{scheme}.toml").read_text(encoding="utf-8"))
    tops = data["terms"]
    return frozenset(
        term["slug"]
        for term in [*tops, *(child for top in tops for child in top.get("children", []))]
    )


@cache
def slugs(kind: str) -> frozenset[str]:
    return frozenset(path.stem for path in files(kind))


@cache
def page_paths(folder: Path) -> frozenset[str]:
    """Where the pages of one network are, below its root page, in German."""
    paths = set(STANDARD_PAGES)
    base = folder / "content" / "de"
    for path in base.glob("**/*.md"):
        folders_above = reversed(path.relative_to(base).parents[:-1])
        chain = [*(base / f"{folder}.md" for folder in folders_above), path]
        paths.add("/".join(read(page).facts["slug"] for page in chain))
    return frozenset(paths)


def unknown_terms(facts: dict[str, Any]) -> list[str]:
    return [
        f"{key}: {slug}"
        for key, scheme in TERM_KEYS.items()
        for slug in facts.get(key, [])
        if slug not in terms(scheme)
    ]


def is_page(target: str, folder: Path) -> bool:
    """Whether a block's `page` leads anywhere."""
    kind, _, rest = target.rpartition(":")
    if kind == "network":
        return rest in network_slugs()
    return kind == "" and rest.strip("/") in page_paths(folder)


def each(kind: str) -> Any:
    return pytest.mark.parametrize("path", files(kind), ids=name)
