"""The rules that are shown beside a text in Leichte Sprache.

Sources: BITV 2.0, Anlage 2, Teil 2 (numbers in brackets); DIN SPEC 33429:2025-03; the rules of the
Netzwerk Leichte Sprache. Where none of them names a number, the number is ours, and said to be.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MANY_WORDS = 12
"""Words of a sentence from which on a hint is given; no source names a number."""
LONG_WORD = 12
"""Letters without a divider from which on a hint is given; no source names a number."""

DIVIDERS = "-·•"
"""What may stand between the parts of a long word."""

BITV, DIN, NETWORK = "BITV 2.0, Anlage 2", "DIN SPEC 33429", "Netzwerk Leichte Sprache"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what to do, and who says so."""

    key: str
    text: str | Promise
    sources: str


RULES: tuple[Rule, ...] = (
    Rule(
        "long_sentence",
        _("Schreiben Sie kurze Sätze, jeden in eine eigene Zeile."),
        f"{BITV} (5, 10); {DIN}; {NETWORK}",
    ),
    Rule(
        "several_statements",
        _("Machen Sie in jedem Satz nur eine Aussage."),
        f"{DIN}; {NETWORK}",
    ),
    Rule(
        "long_word",
        _(
            "Nehmen Sie kurze, bekannte Wörter. Trennen Sie lange Wörter mit Bindestrich oder "
            "Medio·punkt: Unterhalts-Vorschuss, Unterhalts·vorschuss."
        ),
        f"{BITV} (4); {DIN}; {NETWORK}",
    ),
    Rule("abbreviation", _("Schreiben Sie Abkürzungen aus."), f"{BITV} (1); {DIN}; {NETWORK}"),
    Rule(
        "number",
        _(
            "Schreiben Sie Zahlen mit Ziffern. Vermeiden Sie große und genaue Zahlen, Prozente und "
            "römische Zahlen: „viele Menschen“ statt „14.795 Menschen“."
        ),
        f"{DIN}; {NETWORK}",
    ),
    Rule(
        "genitive",
        _("Vermeiden Sie den Genitiv: „das Haus von dem Lehrer“ statt „das Haus des Lehrers“."),
        f"{BITV} (1); {NETWORK}",
    ),
    Rule(
        "subjunctive",
        _("Vermeiden Sie den Konjunktiv: „vielleicht“ statt „könnte“."),
        f"{BITV} (1); {DIN}; {NETWORK}",
    ),
    Rule(
        "passive",
        _("Sagen Sie, wer etwas tut: „Das Amt prüft“ statt „Es wird geprüft“."),
        f"{BITV} (1); {DIN}; {NETWORK}",
    ),
    Rule(
        "special_character",
        _("Vermeiden Sie Sonderzeichen und Klammern."),
        f"{BITV} (6); {NETWORK}",
    ),
)
