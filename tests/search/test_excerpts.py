"""The piece of a text that stands below a hit."""

import pytest

from search.analysis import analyse
from search.query.excerpts import Excerpts

FILLER = "und so weiter "


def excerpt(text: str, *words: str) -> str:
    """What a visitor reads who looked for these words."""
    keys = frozenset(word.key for each in words for word in analyse(each, "de"))
    return str(Excerpts(keys).of(text, "de"))


@pytest.mark.parametrize("before", [0, 10, 55, 57, 58, 59, 60, 75, 90, 170])
def test_every_word_in_the_excerpt_is_marked_wherever_it_stands(before: int) -> None:
    shown = excerpt(FILLER * before + "Kinderbetreuung hier, Wohngeld dort " * 20, "Wohngeld")
    assert shown.count("Wohngeld") >= 5
    assert shown.count("Wohngeld") == shown.count("<mark>Wohngeld</mark>")


def test_what_is_said_at_the_beginning_comes_first() -> None:
    text = "Hilfe beim Wohngeld. " + FILLER * 120 + "Wohngeld und Kindergeld."
    assert excerpt(text, "Wohngeld", "Kindergeld").startswith("Hilfe beim <mark>Wohngeld</mark>.")


def test_of_several_places_at_the_beginning_the_fullest_counts() -> None:
    text = "Wohngeld. " + FILLER * 30 + "Wohngeld und Kindergeld. " + FILLER * 100
    shown = excerpt(text, "Wohngeld", "Kindergeld")
    assert shown.startswith("… ")
    assert "<mark>Wohngeld</mark> und <mark>Kindergeld</mark>" in shown


def test_a_word_that_stands_only_at_the_end_is_found_there() -> None:
    shown = excerpt(FILLER * 150 + "Wohngeld", "Wohngeld")
    assert shown.startswith("… ")
    assert shown.endswith("<mark>Wohngeld</mark>")


@pytest.mark.parametrize("before", [56, 58, 60, 68, 73])
def test_a_short_text_is_read_to_its_end(before: int) -> None:
    """No longer than what is looked through first, and the excerpt that may begin there."""
    shown = excerpt(FILLER * before + "Wohngeld", "Wohngeld")
    assert shown.startswith("… ")
    assert shown.endswith("<mark>Wohngeld</mark>")


def test_a_word_that_seems_to_begin_inside_of_another_is_marked_where_it_stands() -> None:
    shown = excerpt("Die 7-Tage-Tage-Tage", "Tage-Tage")
    assert shown == "Die 7-Tage-<mark>Tage-Tage</mark>"


def test_gender_forms_are_marked_as_they_are_written() -> None:
    text = FILLER * 20 + "Unsere Berater*innen helfen. " + FILLER * 20
    assert "<mark>Berater*innen</mark>" in excerpt(text, "Beraterin")
