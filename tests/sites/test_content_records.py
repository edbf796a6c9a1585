"""The records in the content files of every network: partners, offers, events, pathways.

A sixth network is one more folder, so everything here runs over whatever folders there are.
"""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.sites.content_folder import (
    PARTNER_KINDS,
    TERM_KEYS,
    each,
    files,
    folder_of,
    name,
    read,
    slugs,
    unknown_terms,
)

REQUIRED = {
    "partners": {"name", "kind", "summary", "role"},
    "offers": {"title", "summary", "topics", "formats", "audiences"},
    "events": {"title", "summary", "begin"},
    "pathways": {"title", "summary", "life_situations", "audiences", "steps"},
}

EURO = re.compile(r"€|\d[\d.,]*\s*(?:Euro|EUR)\b", re.IGNORECASE)


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
