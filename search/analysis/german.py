"""A German word → its key: base form, feminine to neutral, word family, folded spelling.

Keys serve comparison only and are never shown. Two words of one family (Berater, Beratung,
beraten) share a key, two words of different meaning should not (Kur, Kurs).
"""

from __future__ import annotations

import re
from functools import lru_cache

from search.analysis import dictionary
from search.analysis.normalise import fold, without_accents

_MIN_STEM = 3
# Base forms of people's names for what they do, before a feminine -in.
_AGENT_ENDINGS = ("er", "or", "ent", "ant", "ist", "eur", "oge", "loge", "ar", "är", "at", "end")
_FEMININE = {
    "ärztin": "arzt",
    "anwältin": "anwalt",
    "freundin": "freund",
    "wirtin": "wirt",
    "köchin": "koch",
    "schwägerin": "schwager",
    "beamtin": "beamte",
    "kundin": "kunde",
    "kollegin": "kollege",
    "pädagogin": "pädagoge",
    "expertin": "experte",
    "patin": "pate",
    "lotsin": "lotse",
    "genossin": "genosse",
    "psychologin": "psychologe",
    "gattin": "gatte",
    "französin": "franzose",
    "türkin": "türke",
    "witwer": "witwe",
}
# End in -er without being somebody who does it.
_NOT_AGENTS = frozenset(
    {
        "alter",
        "trauer",
        "steuer",
        "feuer",
        "fieber",
        "kinder",
        "wasser",
        "körper",
        "feier",
        "dauer",
        "mauer",
        "ufer",
        "nummer",
        "messer",
        "muster",
        "fenster",
        "oper",
        "fehler",
    }
)


@lru_cache(maxsize=200_000)
def key(word: str) -> str:
    """The key of one German word, whatever its case, number, gender or spelling of umlauts."""
    lowered = _spelling(word)
    base = _adjective(lowered) or dictionary.noun(lowered) or dictionary.other(lowered)
    if base is None:
        return fold(_stem_unknown(_neutral(lowered)))
    return fold(_family(_neutral(base)))


def _adjective(lowered: str) -> str | None:
    """The adjective of which a word is a declined form, where the dictionary has it as a noun, too.

    Kranker, Verwitwete, Alleinerziehender: people are called by what they are.
    """
    if lowered in _NOT_AGENTS:
        return None
    for ending in ("er", "en", "em", "es", "e"):
        stem = lowered[: -len(ending)]
        if lowered.endswith(ending) and len(stem) >= 4 and dictionary.other(stem) == stem:
            return None if dictionary.is_verb(stem) else stem
    return None


def is_known(word: str) -> bool:
    """Whether the dictionary lists the word, in any form."""
    lowered = _spelling(word)
    return bool(dictionary.noun(lowered) or dictionary.other(lowered))


def is_only_verb(word: str) -> bool:
    """Whether the word is a form of a verb and of no noun (zahlt, schlägt)."""
    lowered = _spelling(word)
    base = dictionary.other(lowered)
    return base is not None and dictionary.noun(lowered) is None and dictionary.is_verb(base)


_PARTICLES = frozenset(
    {
        "ab",
        "an",
        "auf",
        "aus",
        "durch",
        "ein",
        "fest",
        "fort",
        "her",
        "hin",
        "los",
        "mit",
        "nach",
        "raus",
        "rein",
        "vor",
        "weg",
        "weiter",
        "um",
        "unter",
        "zu",
        "zurück",
        "zusammen",
    }
)


def separable_verb(verb: str, particle: str) -> str:
    """The verb that a separated particle belongs to (passt … auf: aufpassen), else nothing."""
    if not verb.islower() or particle.lower() not in _PARTICLES:
        return ""
    base = dictionary.other(_spelling(verb))
    if base is None or not dictionary.is_verb(base):
        return ""
    joined = particle.lower() + base
    return joined if dictionary.is_verb(joined) else ""


@lru_cache(maxsize=50_000)
def base_form(word: str) -> str:
    """The neutral base form in lower case, with umlauts: what compounds are split from."""
    lowered = _spelling(word)
    return _neutral(dictionary.noun(lowered) or dictionary.other(lowered) or lowered)


def _spelling(word: str) -> str:
    """The word as the dictionary would have it: lower case, umlauts, no other accents."""
    return dictionary.respell(_without_inner(without_accents(word.lower())))


_INNER_FEMININE = re.compile(
    r"(?P<front>\w{2,30}(?:er|or|ent|ant|ist|eur|og))innen(?P<end>\w{4,40})"
)


def _without_inner(word: str) -> str:
    """Mieterinnenberatung → mieterberatung: the feminine plural inside a compound."""
    match = _INNER_FEMININE.fullmatch(word)
    return match["front"] + match["end"] if match else word


def _neutral(word: str) -> str:
    """Feminine names of people → the neutral base (Beraterin → berater, Ärztin → arzt)."""
    for plural, singular in (("innen", "in"), ("in", "in")):
        if not word.endswith(plural):
            continue
        feminine = word[: len(word) - len(plural)] + singular
        for ending, neutral in _FEMININE.items():
            if feminine.endswith(ending):
                return feminine[: len(feminine) - len(ending)] + neutral
        base = feminine[:-2]
        if len(base) >= 5 and base.endswith(_AGENT_ENDINGS):
            return base
        if len(base) >= 4 and (base + "e").endswith(_AGENT_ENDINGS) and dictionary.noun(base + "e"):
            return base + "e"
    return _FEMININE.get(word, word)


def _family(base: str) -> str:
    """A known base form → the stem its word family shares."""
    for ending in ("ierung", "ieren", "ation", "ator"):
        # Koordinator, Koordination, Koordinierung, koordinieren
        if base.endswith(ending) and len(base) - len(ending) >= 4:
            return base[: -len(ending)] + "at"
    if base.endswith("ung") and len(base) > 6:
        return base[:-3]
    if base.endswith("er") and len(base) > 5 and base not in _NOT_AGENTS:
        stem = base[:-2]
        if dictionary.is_verb(stem + "en") or dictionary.is_verb(stem + "n"):
            return stem
        if base.endswith("ler") and dictionary.is_verb(base[:-1] + "n"):
            return base[:-1]
        return base
    if dictionary.is_verb(base):
        return base[:-1] if base.endswith(("eln", "ern")) else _cut(base, "en")
    light = _light(base)
    for participle in (base, light):
        # getrennt, Getrennte: the participle belongs to its verb.
        if (
            participle.startswith("ge")
            and participle.endswith("t")
            and dictionary.is_verb(participle[2:-1] + "en")
        ):
            return participle[2:-1]
    return light


def _light(word: str) -> str:
    """Endings of declension that a base form may still carry."""
    for ending in ("en", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            return _cut(word, ending)
    return word


def _cut(word: str, ending: str) -> str:
    stem = word[: len(word) - len(ending)]
    return stem if len(stem) >= _MIN_STEM else word


def _stem_unknown(word: str) -> str:
    """A word the dictionary lacks: the plain endings, and the last known part's base form."""
    # The first half of a compound written apart keeps its link: Unterhalts-Vorschuss.
    linked = dictionary.noun(word[:-1]) if word.endswith("s") else None
    if linked:
        return _family(_neutral(linked))
    for length in range(min(len(word) - 3, 24), 3, -1):
        tail = word[-length:]
        known = dictionary.noun(tail)
        if known and len(tail) >= 4:
            return word[:-length] + _family(_neutral(known))
    for ending in ("ungen", "ung"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    for ending in ("ern", "em", "en", "er", "es", "e", "s", "n"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
