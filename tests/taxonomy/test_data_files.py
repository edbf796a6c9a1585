"""The files of the common taxonomy, checked as files: no database, no loader."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from network_core.glossary.shipped import shipped_terms

DATA = Path(__file__).resolve().parents[2] / "network_core" / "taxonomy" / "data"
SCHEMES = ("topic", "life_situation", "format", "audience")
SMALLEST = {"topic": 14, "life_situation": 12, "format": 10, "audience": 8}
LANGUAGES = {"de", "en", "tr", "ar", "uk"}
SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def scheme_file(slug: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{slug}.toml").read_text(encoding="utf-8"))


def all_terms(slug: str) -> list[dict[str, Any]]:
    """Terms of both levels."""
    terms = scheme_file(slug)["terms"]
    return [*terms, *(child for term in terms for child in term.get("children", []))]


def test_there_is_one_file_per_scheme() -> None:
    assert {path.stem for path in DATA.glob("*.toml")} == set(SCHEMES)


@pytest.mark.parametrize("slug", SCHEMES)
def test_the_scheme_and_its_terms_have_a_name_in_every_language(slug: str) -> None:
    scheme = scheme_file(slug)["scheme"]
    assert scheme["slug"] == slug
    assert set(scheme["labels"]) == LANGUAGES
    for term in all_terms(slug):
        assert set(term["label"]) == LANGUAGES, term["slug"]
        assert all(label.strip() for label in term["label"].values()), term["slug"]


@pytest.mark.parametrize("slug", SCHEMES)
def test_slugs_are_plain_and_unique(slug: str) -> None:
    slugs = [term["slug"] for term in all_terms(slug)]
    assert [s for s in slugs if not SLUG.fullmatch(s)] == []
    assert sorted({s for s in slugs if slugs.count(s) > 1}) == []


@pytest.mark.parametrize("slug", SCHEMES)
def test_every_term_has_both_labels_and_no_unknown_key(slug: str) -> None:
    for term in all_terms(slug):
        assert set(term) <= {"slug", "label", "synonyms", "description", "children"}, term["slug"]
        assert all(term["label"].get(code, "").strip() for code in ("de", "en")), term["slug"]


@pytest.mark.parametrize("slug", SCHEMES)
def test_labels_are_rendered_as_the_glossary_says(slug: str) -> None:
    fixed = {term.german: term.renderings for term in shipped_terms()}
    for term in all_terms(slug):
        for code, label in term["label"].items():
            rendering = fixed.get(term["label"]["de"], {}).get(code)
            if rendering:
                assert label.casefold().startswith(rendering[0].casefold()), (term["slug"], code)


@pytest.mark.parametrize("slug", SCHEMES)
def test_labels_are_not_shared_by_two_terms(slug: str) -> None:
    for code in ("de", "en"):
        labels = [term["label"][code].casefold() for term in all_terms(slug)]
        assert sorted({label for label in labels if labels.count(label) > 1}) == []


@pytest.mark.parametrize("slug", SCHEMES)
def test_every_term_has_synonyms_in_both_languages_without_doubles(slug: str) -> None:
    for term in all_terms(slug):
        for code in ("de", "en"):
            words = term["synonyms"][code]
            assert words, term["slug"]
            assert all(word == word.strip() and word for word in words), term["slug"]
            assert len({word.casefold() for word in words}) == len(words), term["slug"]


@pytest.mark.parametrize("slug", SCHEMES)
def test_the_scheme_is_large_enough(slug: str) -> None:
    assert len(scheme_file(slug)["terms"]) >= SMALLEST[slug]


def test_every_top_topic_has_a_second_level_and_there_is_no_third() -> None:
    for term in scheme_file("topic")["terms"]:
        assert term.get("children"), term["slug"]
        assert not any(child.get("children") for child in term["children"]), term["slug"]


def test_the_other_schemes_are_flat() -> None:
    for slug in SCHEMES[1:]:
        assert not any(term.get("children") for term in scheme_file(slug)["terms"]), slug


def test_professionals_are_an_audience() -> None:
    assert "fachkraefte" in {term["slug"] for term in all_terms("audience")}
