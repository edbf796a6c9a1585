"""The content files of every network, checked as files: facts, pages, links and blocks.

A sixth network is one more folder, so everything here runs over whatever folders there are.
"""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.sites.content_folder import (
    PARTNER_KINDS,
    TERM_KEYS,
    each,
    facts_of_network,
    files,
    folder_of,
    folders,
    is_page,
    name,
    network_slugs,
    page_paths,
    read,
    slugs,
    terms,
    unknown_terms,
    with_columns,
)

PAGE_TYPES = {
    "home",
    "standard",
    "news_index",
    "news",
    "partner_index",
    "offer_index",
    "pathway_index",
    "event_index",
    "alliance",
    "contact",
    "legal",
    "portrait_index",
    "portrait",
    "practice_index",
    "practice",
    "company",
    "leaflet",
}
FIXED_SLUGS = {
    "offer_index": {"angebote"},
    "pathway_index": {"wegweiser"},
    "partner_index": {"partner"},
    "event_index": {"veranstaltungen"},
    "news_index": {"aktuelles"},
    "alliance": {"zusammenarbeit"},
    "company": {"unternehmen"},
    "leaflet": {"wichtige-adressen"},
    "contact": {"kontakt"},
    "legal": {"impressum", "datenschutz", "barrierefreiheit"},
}
LEGAL_KINDS = {"imprint", "privacy", "accessibility"}


class BlockRule(NamedTuple):
    """Keys of a fenced block, and those of its list of tables if it has one."""

    required: set[str]
    optional: set[str]
    table: str = ""
    table_required: frozenset[str] = frozenset()
    table_optional: frozenset[str] = frozenset()


BLOCKS = {
    "heading": BlockRule({"text", "level"}, set()),
    "text": BlockRule({"text"}, set()),
    "quotation": BlockRule({"text"}, {"speaker", "source"}),
    "statistic": BlockRule({"figure", "label", "source"}, {"unit", "year"}),
    "task_list": BlockRule({"tasks"}, {"title"}),
    "picture": BlockRule({"image", "credit"}, {"alt", "decorative", "caption"}),
    "question_answer": BlockRule({"question", "answer"}, set()),
    "accordion": BlockRule({"items"}, set(), "items", frozenset({"title", "body"})),
    "pathway": BlockRule({"pathway"}, {"show_steps"}),
    "contact_card": BlockRule(set(), {"partner", "offer"}),
    "offer_list": BlockRule(set(), {"title", "limit", *TERM_KEYS}),
    "partner_list": BlockRule(set(), {"title", "kinds", "limit"}),
    "news_teaser": BlockRule(set(), {"title", "count"}),
    "call_to_action": BlockRule({"title", "label"}, {"text", "page", "url"}),
    "link_collection": BlockRule(
        {"items"},
        {"title"},
        "items",
        frozenset({"title"}),
        frozenset({"url", "page", "description", "kind", "author", "year"}),
    ),
    "urgent_help": BlockRule(
        {"hotlines"},
        {"title"},
        "hotlines",
        frozenset({"name", "number"}),
        frozenset({"hours", "note"}),
    ),
    "notice": BlockRule({"text"}, {"kind", "title"}),
    "step_list": BlockRule(
        {"steps"}, {"title"}, "steps", frozenset({"title"}), frozenset({"text"})
    ),
    "checklist": BlockRule({"items"}, {"title"}, "items", frozenset({"text"}), frozenset({"note"})),
    "timeline": BlockRule({"items"}, {"title"}, "items", frozenset({"when", "text"})),
    "key_figures": BlockRule(
        {"items"},
        {"title"},
        "items",
        frozenset({"figure", "unit", "label", "source"}),
        frozenset({"year"}),
    ),
    "figure": BlockRule(
        {"title", "description", "category", "unit", "rows", "source"},
        {"full_scale", "year"},
        "rows",
        frozenset({"label", "value"}),
    ),
    "members_list": BlockRule(set(), {"title", "roles", "show_since"}),
    "network_map": BlockRule(set(), {"title"}),
    "partner_quotation": BlockRule({"text", "partner"}, {"speaker"}),
    "event_teaser": BlockRule(set(), {"title", "which", "count"}),
    "portrait_teaser": BlockRule(set(), {"title", "count"}),
    "download": BlockRule({"document"}, {"title", "description"}),
    "video_link": BlockRule({"title", "url", "provider"}, {"minutes", "description"}),
    "two_columns": BlockRule({"first", "second"}, set()),
}

LINK = re.compile(r"\]\((page|offer|partner|network|pathway):([^)\s]*)\)")

ALL = [
    path for kind in ("pages", "partners", "offers", "events", "pathways") for path in files(kind)
]
each_file = pytest.mark.parametrize("path", ALL, ids=name)


def test_there_is_content_of_the_umbrella_and_four_networks() -> None:
    umbrellas = [path.name for path in folders() if facts_of_network(path).get("is_umbrella")]
    assert umbrellas == ["umbrella"]
    assert len(folders()) >= 5


@pytest.mark.parametrize("folder", folders(), ids=lambda path: path.name)
def test_the_facts_of_a_network_are_complete(folder: Path) -> None:
    facts = facts_of_network(folder)
    needed = {"host", "name", "short_name", "languages", "address_form"}
    assert needed <= set(facts)
    assert "de" in facts["languages"]
    assert facts["address_form"] in {"du", "sie"}
    assert all(re.fullmatch(r"\d{2,12}", key) for key in facts.get("region_keys", []))
    assert all(re.fullmatch(r"\d{5}", code) for code in facts.get("postcodes", []))
    for scheme, chosen in facts.get("selection", {}).items():
        assert set(chosen) <= terms(scheme)
    assert (folder / "content" / "de" / "home.md").is_file()


@each_file
def test_it_parses(path: Path) -> None:
    content = read(path)
    assert content.facts
    assert content.body.count("```") == 2 * len(content.blocks), "a fence is not closed"
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem)


@each_file
def test_its_terms_exist(path: Path) -> None:
    content = read(path)
    assert unknown_terms(content.facts) == []
    for _kind, values in content.blocks:
        assert unknown_terms(values) == []


@each_file
def test_its_links_lead_somewhere(path: Path) -> None:
    broken = []
    for kind, target in LINK.findall(path.read_text(encoding="utf-8")):
        known = {
            "page": page_paths(folder_of(path)),
            "offer": slugs("offers"),
            "partner": slugs("partners"),
            "pathway": slugs("pathways"),
            "network": network_slugs(),
        }[kind]
        if target.partition("#")[0].strip("/") not in known:
            broken.append(f"{kind}:{target}")
    assert broken == []


@each_file
def test_its_blocks_are_known_and_complete(path: Path) -> None:
    for kind, values in with_columns(read(path).blocks):
        assert kind in BLOCKS, kind
        rule = BLOCKS[kind]
        assert rule.required <= set(values), kind
        assert set(values) <= rule.required | rule.optional, kind
        for row in values[rule.table] if rule.table else []:
            assert rule.table_required <= set(row), kind
            assert set(row) <= rule.table_required | rule.table_optional, kind


@each_file
def test_its_blocks_refer_to_what_exists(path: Path) -> None:
    folder = folder_of(path)
    for kind, values in with_columns(read(path).blocks):
        if kind == "contact_card":
            assert len(values) == 1
            assert values.get("partner") in slugs("partners") | {None}
            assert values.get("offer") in slugs("offers") | {None}
        elif kind == "partner_list":
            assert set(values.get("kinds", [])) <= PARTNER_KINDS
        elif kind == "picture":
            assert (folder / "images" / values["image"]).is_file()
            assert bool(values.get("alt")) != bool(values.get("decorative"))
            assert values["credit"]
        elif kind == "pathway":
            assert values["pathway"] in slugs("pathways")
        elif kind == "partner_quotation":
            assert values["partner"] in slugs("partners")
        elif kind == "download":
            assert (folder / "documents" / values["document"]).is_file()
        elif kind in {"call_to_action", "link_collection"}:
            for row in values.get("items", [values]):
                assert ("page" in row) or ("url" in row) or row.get("kind") == "literature", row
                assert "page" not in row or is_page(row["page"], folder), row["page"]
                assert row.get("kind", "link") in {"link", "literature"}


@each("pages")
def test_a_page_has_what_its_type_needs(path: Path) -> None:
    facts = read(path).facts
    assert {"type", "title", "slug"} <= set(facts)
    assert facts["type"] in PAGE_TYPES
    assert facts["slug"] in FIXED_SLUGS.get(facts["type"], {facts["slug"]})
    if facts["type"] == "legal":
        assert facts["kind"] in LEGAL_KINDS
    if facts["type"] in {"news", "portrait", "practice"}:
        assert isinstance(facts["date"], date)


@each("pages")
def test_a_practice_says_what_worked_and_is_marked_if_it_is_invented(path: Path) -> None:
    facts = read(path).facts
    if facts["type"] == "practice":
        assert facts["fields_of_work"]
        assert facts["aim"]
        assert facts["what_worked"]
        assert facts.get("is_example", False) == facts["title"].endswith("(Beispiel)")


@each("pages")
def test_a_page_names_partners_that_exist(path: Path) -> None:
    facts = read(path).facts
    for row in (facts, *facts.get("announced", [])):
        assert row.get("partner") in slugs("partners") | {None}


@each("pages")
def test_a_page_in_a_folder_has_a_parent(path: Path) -> None:
    if path.parent.parent.name != "content":
        assert path.parent.with_name(path.parent.name + ".md").is_file()
