"""The content files of every network, checked as files: no database, no loader.

A sixth network is one more folder, so everything here runs over whatever folders there are.
"""

import re
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

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
REQUIRED = {
    "partners": {"name", "kind", "summary", "role"},
    "offers": {"title", "summary", "topics", "formats", "audiences"},
    "events": {"title", "summary", "begin"},
    "pathways": {"title", "summary", "life_situations", "audiences", "steps"},
}


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
    "partner_quotation": BlockRule({"text", "partner"}, {"speaker"}),
    "event_teaser": BlockRule(set(), {"title", "which", "count"}),
    "portrait_teaser": BlockRule(set(), {"title", "count"}),
    "download": BlockRule({"document"}, {"title", "description"}),
    "video_link": BlockRule({"title", "url", "provider"}, {"minutes", "description"}),
    "two_columns": BlockRule({"first", "second"}, set()),
}

FRONT_MATTER = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+(?:\n(.*))?\Z", re.DOTALL)
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```[ ]*$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((page|offer|partner|network|pathway):([^)\s]*)\)")
EURO = re.compile(r"€|\d[\d.,]*\s*(?:Euro|EUR)\b", re.IGNORECASE)


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


@pytest.mark.parametrize("kind", sorted(REQUIRED))
def test_records_have_their_required_keys(kind: str) -> None:
    missing = {
        name(path): sorted(REQUIRED[kind] - set(read(path).facts))
        for path in files(kind)
        if not REQUIRED[kind] <= set(read(path).facts)
    }
    assert missing == {}


@pytest.mark.parametrize("kind", ["partners", "offers", "events", "pathways"])
def test_a_record_stands_in_one_folder_only(kind: str) -> None:
    count = Counter(path.stem for path in files(kind))
    assert [slug for slug, number in count.items() if number > 1] == []


@each("partners")
def test_a_partner_is_of_a_known_kind_and_role(path: Path) -> None:
    facts = read(path).facts
    assert facts["kind"] in PARTNER_KINDS
    assert facts["role"] in {"coordination", "member", "ally"}


@each("offers")
def test_an_offer_refers_to_what_exists(path: Path) -> None:
    facts = read(path).facts
    assert facts.get("partner") in slugs("partners") | {None}
    assert facts.get("cost_kind", "unknown") in {"free", "income_based", "paid", "unknown"}
    assert all(re.fullmatch(r"\d{2,12}", key) for key in facts.get("areas", []))
    for contact in facts.get("contacts", []):
        assert contact["kind"] in {"phone", "email", "web", "messenger"}
        assert contact["value"]
    for hours in facts.get("hours", []):
        assert set(hours["weekdays"]) <= {"mo", "tu", "we", "th", "fr", "sa", "su"}


@each("events")
def test_an_event_has_hosts_that_exist(path: Path) -> None:
    facts = read(path).facts
    assert set(facts.get("hosts", [])) <= slugs("partners")
    assert facts["begin"].tzinfo is not None
    assert "end" not in facts or facts["end"] > facts["begin"]


# By the line and not by the parsed facts: one broken file must not hide all other tests.
NATIONWIDE = [
    path for path in files("offers") if "\nnationwide = true\n" in path.read_text("utf-8")
]
each_nationwide = pytest.mark.parametrize("path", NATIONWIDE, ids=name)


def test_the_first_ten_national_benefits_are_there() -> None:
    assert {
        "unterhaltsvorschuss",
        "kinderzuschlag",
        "wohngeld",
        "bildung-und-teilhabe",
        "kindergeld",
        "elterngeld",
        "mehrbedarf-alleinerziehende",
        "kinderkrankentage",
        "beistandschaft",
        "umgang-und-sorgerecht",
    } <= {path.stem for path in NATIONWIDE if folder_of(path).name == "umbrella"}


@each_nationwide
def test_a_nationwide_offer_names_no_amount(path: Path) -> None:
    assert EURO.findall(path.read_text(encoding="utf-8")) == []


@each_nationwide
def test_a_nationwide_offer_names_its_source_and_claims_no_check(path: Path) -> None:
    facts = read(path).facts
    assert facts["source_title"]
    assert urlsplit(facts["source_url"]).scheme == "https"
    assert "verification" not in facts, "a check is recorded by whoever made it, never by a file"


@each_nationwide
def test_a_nationwide_benefit_says_how_to_get_it(path: Path) -> None:
    facts = read(path).facts
    assert facts["eligibility"]
    assert facts["steps"]
    assert facts["documents"]
    assert facts["life_situations"]
    is_law = urlsplit(facts["source_url"]).netloc == "www.gesetze-im-internet.de"
    assert facts.get("source_law") or not is_law


@each_nationwide
def test_a_nationwide_offer_is_neither_too_short_nor_too_long(path: Path) -> None:
    words = len(read(path).body.split())
    assert 110 <= words <= 320


# One text for sites that say "du" and sites that say "Sie". At the start of a sentence "Sie" may
# mean a third person; nobody can tell by a pattern, so the records do without.
ADDRESS = re.compile(
    r"\b(?:(?i:du|dich|dir|dein\w*|euch|eure\w*)|Ihnen|Ihre?[mnrs]?|Sie)\b",
)
SHARED_RECORDS = [*files("offers"), *files("partners"), *files("pathways")]


@pytest.mark.parametrize("path", SHARED_RECORDS, ids=name)
def test_a_shared_record_addresses_nobody(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if ADDRESS.search(line)] == []


def test_there_are_pathways_for_the_life_situations_that_families_come_with() -> None:
    national = {path.stem for path in files("pathways") if folder_of(path).name == "umbrella"}
    assert {
        *("trennung", "schwangerschaft", "wiedereinstieg", "umzug", "kind-krank", "selbst-krank"),
        *("wohnungsverlust", "geld-reicht-nicht", "gewalt", "kita", "schule"),
        "tod-des-anderen-elternteils",
    } <= national
    assert "kompass" in slugs("pathways")
    chains = [path for path in files("pathways") if read(path).facts.get("kind") == "chain"]
    assert {folder_of(path).name for path in chains} == {"lichtenberg"}
    assert len(chains) == 5


# A paragraph with its law, as „§ 4 UhVorschG“ or „§§ 8, 9a TzBfG“.
PARAGRAPH = re.compile(r"§§? \d+[a-z]*\b.* [A-ZÄÖÜ][A-Za-zÄÖÜ]+( [IVX]+)?")
PERIOD = re.compile(r"\b\d+ (?:Monate|Wochen|Jahre|Tage)", re.IGNORECASE)


@each("pathways")
def test_a_step_refers_to_what_exists_and_names_its_paragraphs(path: Path) -> None:
    facts = read(path).facts
    assert "checked_on" not in facts, "a check is recorded by whoever made it, never by a file"
    assert 3 <= len(facts["steps"]) <= 20
    for step in facts["steps"]:
        assert unknown_terms(step) == []
        assert set(step.get("offers", [])) <= slugs("offers")
        for source in step.get("sources", []):
            label, _space, address = source.partition(" https://")
            assert PARAGRAPH.search(label), source
            assert not address or address.startswith("www.gesetze-im-internet.de/"), source
        for deadline in step.get("deadlines", []):
            assert not PERIOD.search(deadline) or PARAGRAPH.search(deadline), deadline


@each("pathways")
def test_a_pathway_names_no_amount_that_changes_every_year(path: Path) -> None:
    assert EURO.findall(path.read_text(encoding="utf-8")) == []


@each("pathways")
def test_a_national_step_that_asks_for_offers_says_whom_to_ask_instead(path: Path) -> None:
    facts = read(path).facts
    silent = [
        step["title"]
        for step in facts["steps"]
        if (step.get("offers") or any(step.get(key) for key in TERM_KEYS))
        and not step.get("ask_instead")
    ]
    assert silent == [] or folder_of(path).name != "umbrella"
