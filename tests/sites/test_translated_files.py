"""The content files in other languages, held against the German ones: no database, no loader."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from network_core.words.simple.checks import check

NETWORKS = Path(__file__).resolve().parents[2] / "sites" / "networks"
LANGUAGES = ("en", "tr", "ar", "uk")
# What a file says besides words: never in a translation.
FACTS = {
    *("type", "slug", "in_menu", "show_topics", "show_pathways", "picture", "picture_credit"),
    *("image", "credit", "number", "page", "url", "level", "kind", "kinds", "limit", "count"),
    *("topics", "life_situations", "formats", "audiences", "own_only", "year", "value", "offers"),
    *("sources", "partner", "offer", "pathway", "show_steps", "addresses", "decorative", "roles"),
    *("show_since", "which", "document", "provider", "author", "full_scale"),
}
# Lists of tables in blocks.
TABLES = ("items", "hotlines", "rows", "steps")
# Offers have their title and their summary in other languages so far.
OFFER_WORDS = {"title", "summary"}
# What is said in German everywhere.
NAMES = {
    *("bafög", "jobcenter", "jugendamt", "kompass", "vernetzt in niedersachsen", "bergische vhs"),
    *(
        "instagram",
        "amber mcauley / pixabay",
        "weisse ring",
        "berlin-lichtenberg",
        "telefonseelsorge",
    ),
    *("wer macht hier die frühen hilfen", "ag alleinerziehende", "eutb"),
}
# Numbers that Arabic writes as a word: the dual, and what a birthday is counted by.
WRITTEN_OUT = {
    "1": ("الأول",),
    "2": ("أسبوعين", "شهرين", "شهران", "سنتين"),
    "3": ("الثالث",),
    "25": ("الخامس والعشرون",),
}
FRONT_MATTER = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+(?:\n(.*))?\Z", re.DOTALL)
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```[ ]*$", re.DOTALL | re.MULTILINE)
TARGET = re.compile(r"\]\(([a-z]+:[^)\s]*)\)")
# A law with its abbreviation, as „§ 4 UhVorschG“ or „§ 22 Abs. 4 und 6 SGB II“.
LAW = re.compile(r"§§?[^()]*")
IN_BRACKETS = re.compile(r"\([^()]*\)|[«“„\"][^«»“”„\"]*[»”“\"]")
GERMAN = re.compile(r"\b(?:und|oder|nicht|für|wir|Sie|Ihre?|wird|auch|eine[nmrs]?|dem|des)\b")
LATIN = re.compile(r"[A-Za-zÄÖÜäöüß]{3,}")


def read(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter and text of a file."""
    found = FRONT_MATTER.match(path.read_text(encoding="utf-8"))
    assert found, path
    return tomllib.loads(found[1]), (found[2] or "").strip()


def german_files() -> list[Path]:
    """The files whose words are translated, where they are."""
    pages = NETWORKS.glob("*/content/de/**/*.md")
    return sorted([*pages, *NETWORKS.glob("*/offers/*.md"), *NETWORKS.glob("*/pathways/*.md")])


def in_language(path: Path, code: str) -> Path:
    """Where the file is in another language."""
    relative = path.relative_to(NETWORKS)
    if "content" in relative.parts:
        return NETWORKS / str(relative).replace("/content/de/", f"/content/{code}/")
    return path.parent / code / path.name


def name(path: Path) -> str:
    return str(path.relative_to(NETWORKS))


def pairs(code: str) -> list[tuple[Path, Path]]:
    """Every German file that there is in this language, with its translation."""
    both = [(path, in_language(path, code)) for path in german_files()]
    return [(german, path) for german, path in both if path.exists()]


def lines(code: str) -> Iterator[tuple[str, str, str]]:
    """Every text in this language: where it is, in German, and translated."""
    for german, path in pairs(code):
        texts = zip(words_of(german).items(), words_of(path).values(), strict=True)
        for (way, old), new in texts:
            yield f"{name(path)}: {way}", old, new


each_language = pytest.mark.parametrize("code", LANGUAGES)


def words_in(value: Any, key: str = "") -> dict[str, list[str]]:
    """Every word of a value with the way to it; facts are left out."""
    found: dict[str, list[str]] = {}
    if key in FACTS:
        return found
    if isinstance(value, dict):
        for inner, content in value.items():
            for way, texts in words_in(content, inner).items():
                found.setdefault(f"{key}/{way}", []).extend(texts)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            for way, texts in words_in(item).items():
                found.setdefault(f"{key}[{number}]{way}", []).extend(texts)
    elif isinstance(value, str) and value.strip():
        found[key] = [value.strip()]
    return found


@cache
def words_of(path: Path) -> dict[str, str]:
    """Every text of a file with the way to it; lines of its text by their number and mark."""
    data, text = read(path)
    if "offers" in path.parts:
        return {key: value for key, value in data.items() if key in OFFER_WORDS}
    blocks = FENCE.findall(text)
    said = words_in(data)
    for number, (kind, values) in enumerate(blocks):
        for way, texts in words_in(tomllib.loads(values)).items():
            said[f"{number} {kind}{way}"] = texts
    lines = [line for line in FENCE.sub("", text).splitlines() if line.strip()]
    for number, line in enumerate(lines):
        mark = re.match(r"\s*(?:#+ |- |\d+\. |)", line)
        said[f"line {number} {mark[0] if mark else ''}"] = [line]
    return {way: " ".join(texts) for way, texts in said.items()}


@each_language
def test_a_translation_says_the_words_of_the_german_file_and_no_facts(code: str) -> None:
    assert len(pairs(code)) > 100
    for german, path in pairs(code):
        assert list(words_of(path)) == list(words_of(german)), name(path)
        data, text = read(path)
        keys = set(data).union(*data.get("steps", []))
        for _kind, values in FENCE.findall(text):
            table = tomllib.loads(values)
            keys.update(table, *(row for key in TABLES for row in table.get(key, [])))
        assert keys & FACTS == set(), name(path)


@each_language
def test_links_and_numbers_are_those_of_the_german_file(code: str) -> None:
    for way, old, new in lines(code):
        assert TARGET.findall(new) == TARGET.findall(old), way
        numbers, expected = (Counter(re.findall(r"\d+", text)) for text in (new, old))
        assert numbers - expected == Counter(), way
        for number in expected - numbers:
            assert any(word in new for word in WRITTEN_OUT.get(number, ())), f"{way}: {number}"
        assert new.count("**") == old.count("**"), way


@each_language
def test_no_german_is_left(code: str) -> None:
    for way, old, new in lines(code):
        plain = LAW.sub("", TARGET.sub("]", new))
        while IN_BRACKETS.search(plain):
            plain = IN_BRACKETS.sub("", plain)
        for term in NAMES:
            plain = re.sub(re.escape(term), "", plain, flags=re.IGNORECASE)
        assert not GERMAN.search(plain), f"{way}: {plain}"
        if code in ("ar", "uk"):
            assert LATIN.findall(plain) == [], f"{way}: {plain}"
        elif LATIN.search(plain) and len(old.split()) > 2:
            assert new != old, way


@each_language
def test_what_people_need_first_is_there_in_every_language(code: str) -> None:
    listed = [
        *(f"{network}/content/de/home.md" for network in networks()),
        *(name(path) for path in german_files() if is_entrance(path)),
        *(name(path) for path in NETWORKS.glob("umbrella/pathways/*.md")),
        *(name(path) for path in NETWORKS.glob("umbrella/offers/*.md")),
    ]
    assert len(listed) > 100
    missing = [path for path in listed if not in_language(NETWORKS / path, code).exists()]
    assert missing == []


def networks() -> list[str]:
    return sorted(path.parent.name for path in NETWORKS.glob("*/network.toml"))


def is_entrance(path: Path) -> bool:
    """The menu, the pages with help, and the topics below them."""
    if "content" not in path.parts:
        return False
    topics = ("20-themen", "20-lebenslagen", "10-leistungen-im-ueberblick")
    data, _text = read(path)
    helpful = data.get("type") in ("contact", "leaflet")
    return bool(data.get("in_menu")) or helpful or path.parent.name in topics


# What Leichte Sprache does without: genitive, subjunctive, passive, and words for "not quite".
HARD_WORDS = re.compile(
    r"\b(?:des|würden?|könnten?|hätten?|wären?|sollten?|wurden?|wird|werden|jedoch|obwohl|sowie)\b"
)


# What is called by a long word and cannot be called otherwise.
NAMES_IN_SIMPLE = {"Koordinierungs-Stelle"}


@pytest.mark.parametrize("network", networks())
def test_every_home_page_is_there_in_leichte_sprache(network: str) -> None:
    words = words_of(NETWORKS / network / "content" / "de-simple" / "home.md")
    text = re.sub(r"^\s*- ", "", "\n".join(words.values()), flags=re.MULTILINE)
    plain = re.sub(r"\]\([^)]*\)|[#*\[\\]", " ", text)
    sentences = [part.strip() for part in re.split(r"[.?!:\n]\s*", plain) if part.strip()]
    assert len(sentences) > 60
    assert [sentence for sentence in sentences if len(sentence.split()) > 12] == []
    assert HARD_WORDS.findall(plain) == []
    assert [hint for hint in check(plain) if hint.place not in NAMES_IN_SIMPLE] == []
    # BITV 2.0, § 4: what there is, how to get around, what the statement on accessibility says.
    for asked in ("## Das finde", "## So komm", "## Barriere-Freiheit", "(page:barrierefreiheit)"):
        assert asked in text, asked
