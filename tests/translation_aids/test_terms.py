"""Fixed terms are recognised in German however they stand there, and in translations inflected."""

import pytest

from sites.translation_aids.terms import Glossary
from tests.factories import GlossaryTermFactory

pytestmark = pytest.mark.django_db


def found(text: str, language: str = "tr") -> dict[str, bool]:
    return {each.term.german: each.is_owed for each in Glossary(language).terms_in(text)}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Sie bekommen Unterhaltsvorschuss.", {"Unterhaltsvorschuss": True}),
        ("die Höhe des Unterhaltsvorschusses", {"Unterhaltsvorschuss": True}),
        ("<b>Jugendämter</b> helfen.", {"Jugendamt": True}),
        ("<ul><li>Jugendamt</li><li>Kita</li></ul>", {"Jugendamt": True, "Kita": True}),
        ("Fragen Sie die Unterhaltsvorschussstelle.", {"Unterhaltsvorschuss": True}),
        ("Ein Kindergeldantrag", {"Kindergeld": True}),
        ("Leistungen für Bildung und Teilhabe (BuT)", {"Bildung und Teilhabe": True}),
        ("Das ist nicht schlimm, but.", {}),
        # A simple word inside another one is shown, and not asked for.
        ("unser Beratungsangebot", {"Angebot": False}),
        (
            "Beratungsstellen für Alleinerziehende",
            {"Beratungsstelle": True, "Alleinerziehende": True},
        ),
    ],
)
def test_german_terms_are_recognised(text: str, terms: dict[str, bool]) -> None:
    assert found(text) == terms


@pytest.mark.parametrize(
    ("language", "german", "translation", "is_right"),
    [
        ("tr", "Unterhaltsvorschuss", "Nafaka avansını gençlik dairesi öder.", True),
        ("tr", "Unterhaltsvorschuss", "Devlet nafaka öder.", False),
        ("tr", "Kita", "Anaokuluna gidiyor.", True),
        ("uk", "Unterhaltsvorschuss", "Ви отримаєте аванс на аліменти.", True),
        ("uk", "Unterhaltsvorschuss", "розмір авансу на аліменти", True),
        ("uk", "Wohngeld", "Ви отримаєте допомогу на житло.", False),
        ("ru", "Jugendamt", "в управлении по делам молодёжи", True),
        ("fa", "Kindergeld", "درخواست کمک‌هزینهٔ فرزند", True),
        ("fa", "Kindergeld", "پول برای کودک", False),
        ("de-simple", "Unterhaltsvorschuss", "Sie bekommen Unterhalts·vorschuss.", True),
        ("de-simple", "Unterhaltsvorschuss", "Sie bekommen Unterhaltsvorschuss.", False),
        ("de-simple", "Jugendamt", "Das Jugend-Amt hilft.", True),
    ],
)
def test_a_translation_may_inflect_a_rendering(
    language: str, german: str, translation: str, is_right: bool
) -> None:
    glossary = Glossary(language)
    terms = glossary.terms_in(german)
    assert terms
    assert bool(glossary.lacking(terms, glossary.read(translation))) is not is_right


def test_staff_allow_further_wordings() -> None:
    GlossaryTermFactory(
        german="Wohngeld", renderings={"uk": ["житлова допомога", "допомога на житло"]}
    )
    glossary = Glossary("uk")
    assert not glossary.lacking(
        glossary.terms_in("Wohngeld"), glossary.read("Ви отримаєте допомогу на житло.")
    )
