"""What a program sees in a text in Leichte Sprache, and what it leaves alone."""

import pytest

from network_core.words.simple.checks import CHECKS, MAX_HINTS, check, sentences_of
from network_core.words.simple.rules import RULES

GOOD = """Wir helfen Ihnen.
Sie haben ein Kind.
Und Sie leben allein mit dem Kind.
Dann können Sie Unterhalts-Vorschuss bekommen.
Das Geld kommt von dem Jugend·amt.
Rufen Sie uns an: 0551 400 30 00.
Oder schreiben Sie eine Mail an info@example.org.
Wir haben am 1. Mai 2026 um 9:30 Uhr geöffnet.
Die Adresse ist: Haupt-Straße 3, 37073 Göttingen."""


def rules(text: str) -> list[str]:
    return [hint.rule for hint in check(text)]


def test_a_good_text_has_no_hints() -> None:
    assert check(GOOD) == []


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        (
            "Sie bekommen das Geld von dem Amt jeden Monat und auch dann, wenn Sie arbeiten.",
            "long_sentence",
            "15 Wörter",
        ),
        ("Sie bekommen Geld, weil Sie allein sind.", "several_statements", "weil"),
        ("Das Amt hilft; rufen Sie an.", "several_statements", ";"),
        ("Die Unterhaltsvorschussstelle hilft.", "long_word", "Unterhaltsvorschussstelle"),
        ("Die Unterhaltsvorschuss-Stelle hilft.", "long_word", "Unterhaltsvorschuss-Stelle"),
        ("Das gilt z. B. für Kinder.", "abbreviation", "z. B."),
        ("Das gilt z.B. für Kinder.", "abbreviation", "z.B."),
        ("Sie brauchen einen WBS.", "abbreviation", "WBS"),
        ("Es gibt BuT für Kinder.", "abbreviation", "BuT"),
        ("Das sind 14.795 Menschen.", "number", "14.795"),
        ("Das sind 20 Prozent.", "number", "20 Prozent"),
        ("Sie bekommen 2,5 Kilo.", "number", "2,5"),
        ("Das steht in Teil IV.", "number", "IV"),
        ("Sie haben zwei Kinder.", "number", "zwei"),
        ("Das ist der Name des Kindes.", "genitive", "des Kindes"),
        ("Sie zahlen nichts wegen der Hilfe.", "genitive", "wegen der"),
        ("Sie könnten Geld bekommen.", "subjunctive", "könnten"),
        ("Ihr Antrag wird schnell geprüft.", "passive", "wird … geprüft"),
        ("Das Amt (Jugend-Amt) hilft.", "special_character", "( )"),
    ],
)
def test_what_is_seen_is_named_with_its_place(text: str, rule: str, place: str) -> None:
    hints = [f"{hint.place}: {hint.message}" for hint in check(text) if hint.rule == rule]
    assert any(place in hint for hint in hints), hints


@pytest.mark.parametrize(
    "text",
    [
        "Wenn Sie Fragen haben, rufen Sie an.",
        "Die Nummer ist 116 016.",
        "Seit 2015 gibt es das Netzwerk.",
        "Sie werden Hilfe bekommen.",
        "Das Amt hat Ihren Antrag geprüft.",
        "Das ist so.",
    ],
)
def test_what_is_allowed_gets_no_hint(text: str) -> None:
    assert rules(text) == []


def test_sentences_are_those_of_the_lines_on_the_page() -> None:
    rich = "<h2>Geld</h2><p>Wir helfen. Rufen Sie an!</p><ul><li>Mo&shy;ntag</li></ul>"
    assert sentences_of(rich) == ["Geld", "Wir helfen.", "Rufen Sie an!", "Montag"]
    assert sentences_of("Am 1. Mai ist zu.\nZum Beispiel z. B. Kita.") == [
        "Am 1. Mai ist zu.",
        "Zum Beispiel z. B. Kita.",
    ]


def test_every_check_belongs_to_a_rule_and_hints_are_bounded() -> None:
    assert {one.__name__ for one in CHECKS} == {rule.key for rule in RULES}
    assert all(rule.sources for rule in RULES)
    many = " ".join(f"Wort{chr(97 + n % 26)}{'x' * (14 + n // 26)} da." for n in range(200))
    assert len(check(many)) == MAX_HINTS
