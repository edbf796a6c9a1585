"""Every fact about the networks is where docs/content.md says that visitors find it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from sites.provisioning.files import NETWORKS_DIR
from tests.sites.seeded.visiting import (
    GOETTINGEN,
    LICHTENBERG,
    NIEDERSACHSEN,
    UMBRELLA,
    WUPPERTAL,
    read,
)

HOSTS = {
    "Göttingen": ("goettingen", GOETTINGEN),
    "Lichtenberg": ("lichtenberg", LICHTENBERG),
    "Wuppertal": ("wuppertal", WUPPERTAL),
    "Niedersachsen": ("niedersachsen", NIEDERSACHSEN),
    "Umbrella": ("umbrella", UMBRELLA),
}
PLACE = re.compile(r"`(/[^`]*)`((?: «[^»]+»)+)")
FILE = re.compile(r"`((?:\.\./\w+/)?(?:de|partners|offers|events|alliance)/[\w./-]+\.md)`")


@dataclass(frozen=True)
class Fact:
    """One row of the table."""

    network: str
    text: str
    carried_by: str
    seen_at: str

    def __str__(self) -> str:
        return f"{self.network}: {self.text[:60]}"


def facts() -> Iterator[Fact]:
    """The rows of all tables of facts, with the heading that they stand under."""
    network, is_table = "", False
    for line in Path(settings.BASE_DIR, "docs/content.md").read_text(encoding="utf-8").split("\n"):
        if line.startswith("## "):
            network, is_table = line[3:].strip(), False
        elif line.startswith("| Fact |"):
            is_table = True
        elif is_table and line.startswith("| "):
            text, carried_by, seen_at = line.strip("| ").split(" | ")
            yield Fact(network, text, carried_by, seen_at)


FACTS = list(facts())


@cache
def words_of(host: str, path: str) -> str:
    """The text of a page, with the description that is read aloud for pictures."""
    page = read(host, path)
    spoken = [attributes.get("alt", "") for attributes in page.all("img")]
    text = " ".join([page.text, *spoken]).replace("\u00ad", "")
    # Where a link or an emphasis ends, the sentence goes on.
    return re.sub(r"\s+([.,;:?!])", r"\1", " ".join(text.split()))


@pytest.fixture(scope="module", autouse=True)
def forget_pages() -> Iterator[None]:
    """What was read is that of this run."""
    yield
    words_of.cache_clear()


def test_the_table_has_every_network_and_every_row_says_where() -> None:
    assert {fact.network for fact in FACTS} == set(HOSTS)
    assert [str(fact) for fact in FACTS if not PLACE.search(fact.seen_at)] == []


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("network", HOSTS)
def test_visitors_find_every_fact_of_the_table(network: str) -> None:
    _slug, host = HOSTS[network]
    missing = [
        f"{fact}\n    {path} does not say «{words}»"
        for fact in FACTS
        if fact.network == network
        for path, quoted in PLACE.findall(fact.seen_at)
        for words in re.findall(r"«([^»]+)»", quoted)
        if words not in words_of(host, path)
    ]
    assert not missing, "\n" + "\n".join(missing)


@pytest.mark.parametrize("network", HOSTS)
def test_the_files_that_the_table_names_exist(network: str) -> None:
    slug, _host = HOSTS[network]
    folder = NETWORKS_DIR / slug
    missing = []
    for fact in FACTS:
        if fact.network != network:
            continue
        for name in FILE.findall(fact.carried_by):
            other = re.match(r"\.\./(\w+)/(.*)", name)
            base, rest = (NETWORKS_DIR / other[1], other[2]) if other else (folder, name)
            if not (base / re.sub(r"^de/", "content/de/", rest)).is_file():
                missing.append(f"{fact}: {name}")
    assert missing == []
