"""Text → tokens: what must be the same word, and what must not."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from search.analysis import ANALYSIS_VERSION, Word, analyse, dictionary, index_tokens


def one(text: str, language: str = "de") -> Word:
    words = [word for word in analyse(text, language) if not word.is_stop_word]
    assert len(words) == 1, words
    return words[0]


@pytest.mark.parametrize(
    "written",
    [
        "Berater",
        "Beraterin",
        "Beraterinnen",
        "Beratern",
        "Berater*innen",
        "Berater:innen",
        "Berater_innen",
        "Berater/innen",
        "Berater/-innen",
        "Berater(innen)",
        "BeraterInnen",
        "Berater·innen",
        "BERATER",
    ],
)
def test_gender_forms_are_one_word(written: str) -> None:
    assert one(written).key == one("Beratung").key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ärzt*innen", "Arzt"),
        ("Ärztin", "Ärzte"),
        ("Kolleg*innen", "Kollege"),
        ("Anwältinnen", "Anwalt"),
        ("Mieterinnenberatung", "Mieterberatung"),
        ("Mieter_innenberatung", "Mieterberatung"),
        ("Väter", "Vater"),
        ("Tagesmüttern", "Tagesmutter"),
        ("Kuren", "Kur"),
        ("Goettingen", "Göttingen"),
        ("haeuslich", "häusliche"),
        ("Moebel", "Möbel"),
        ("Strasse", "Straße"),
        ("Elterncafe", "Elterncafé"),
        ("getrennt", "Trennung"),
        ("zahlt", "Zahlung"),
        ("Koordinatorin", "Koordinierung"),
        ("Wohn-Berechtigungs-Schein", "Wohnberechtigungsschein"),
        ("Unterhalts-Vorschuss", "Unterhaltsvorschuss"),
        ("Unterhalts·vorschuss", "Unterhaltsvorschüsse"),
        ("Unter\u00adhalt", "Unterhalt"),
        ("Unterhalt\u200b", "unterhalt"),
        ("Mu\u0308tter", "Mütter"),
    ],
)
def test_spellings_of_one_word_share_a_key(first: str, second: str) -> None:
    assert one(first).key == one(second).key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kur", "Kurs"),
        ("Termin", "Term"),
        ("Kind", "Kunde"),
        ("Trauer", "Trauung"),
        ("neue", "Neü"),
        ("Schuld", "Schule"),
        ("Göttingen", "Gott"),
    ],
)
def test_different_words_keep_different_keys(first: str, second: str) -> None:
    assert one(first).key != one(second).key


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Kinderbetreuung", ["Kinder", "Betreuung"]),
        ("Schuldnerberatung", ["Schuldner", "Beratung"]),
        ("Unterhaltsvorschusskasse", ["Unterhalt", "Vorschuss", "Kasse"]),
        ("Hausaufgabenhilfe", ["Haus", "Aufgaben", "Hilfe"]),
        ("Frauenhausplätzen", ["Frauen", "Haus", "Platz"]),
        ("Mutter-Kind-Kur", ["Mutter", "Kind", "Kur"]),
        ("Wohnungsgeberbescheinigung", ["Wohnung", "Geber", "Bescheinigung"]),
        ("Krabbelgruppe", ["Krabbel", "Gruppe"]),
        ("Sprachmittlerinnen", ["Sprache", "Mittler"]),
    ],
)
def test_compounds_are_split_where_a_reader_would(compound: str, parts: list[str]) -> None:
    assert list(one(compound).parts) == [one(part).key for part in parts]


def test_words_inside_a_compound_are_found_by_their_combination() -> None:
    assert one("Hausaufgaben").key in one("Hausaufgabenhilfe").combined
    assert one("Unterhaltsvorschuss").key in one("Unterhaltsvorschusskasse").combined


@pytest.mark.parametrize(
    "name", ["Göttingen", "Lichtenberg", "Wuppertal", "Oberbarmen", "Umgang", "Termin", "Beratung"]
)
def test_names_of_places_and_simple_words_are_never_split(name: str) -> None:
    assert one(name).parts == ()


def test_an_ellipsis_borrows_the_end_of_the_next_compound() -> None:
    words = analyse("Kinder- und Jugendhilfe")
    assert one("Kinderhilfe").key in words[0].also


def test_abbreviations_keep_their_capitals() -> None:
    assert "BuT" in index_tokens("Leistungen nach BuT")
    assert "BuT" not in index_tokens("but", "en")
    assert index_tokens("but", "en") == []
    assert one("UNTERHALT").abbreviation == ""


def test_stop_words_are_no_tokens() -> None:
    assert index_tokens("ich weiß nicht, wer mir das gibt") == []


def test_easy_language_is_analysed_as_german() -> None:
    assert index_tokens("Unterhalts-Vorschuss", "de-simple") == index_tokens("Unterhalts-Vorschuss")


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "payments", "payment"),
        ("en", "women's", "women"),
        ("tr", "İZMİR", "izmir"),
        ("ru", "курсы", "курс"),
        ("uk", "курсів", "курси"),
        ("ar", "أُسرة", "اسره"),
        ("fa", "كودك", "کودک"),
    ],
)
def test_other_languages_have_their_own_chain(language: str, first: str, second: str) -> None:
    assert one(first, language).key == one(second, language).key


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "\x00",
        "\ud800",
        "***",
        "a" * 100_000,
        "(" * 5_000,
        "😀" * 500,
        "İ" * 300,
        "-" * 999,
        "e" + "\u0301" * 3_000,
    ],
)
def test_odd_text_is_no_error_and_gives_short_tokens(odd: str) -> None:
    assert all(len(token) <= 200 and not token.isspace() for token in index_tokens(odd))


def test_no_token_holds_white_space() -> None:
    text = "Hartz\u00a0IV 37073 Mutter-Kind-Kur\u2003BuT § 1 UhVorschG a\u0085b"
    assert all(token and not any(char.isspace() for char in token) for token in index_tokens(text))


def test_the_packed_dictionary_answers_as_the_whole_one_does() -> None:
    whole = DefaultDictionaryFactory().get_dictionary("de")
    packed = dictionary._german()
    listed = list(whole)[::37]
    assert len(listed) > 30_000
    for word in listed:
        # Slips, pieces and other capitals: most are no words, and some are.
        for asked in (word, word[:-1], word[1:], word + "n", word.lower(), word.title()):
            assert packed.get(asked) == whole.get(asked), asked


def test_other_dictionaries_and_stemmers_come_with_another_version_of_the_analysis() -> None:
    """They make other tokens of the same text: raise ANALYSIS_VERSION together with them."""
    made_with = (ANALYSIS_VERSION, version("simplemma"), version("snowballstemmer"))
    assert made_with == (2, "2.0.0", "3.1.1")
