"""The catalogues: bringing them up to the sources, and what is wrong with them."""

import re
from collections import Counter
from pathlib import Path

import polib
from babel.messages.plurals import get_plural
from django.conf import settings
from django.utils.translation import to_locale

from infra.installation.paths import ROOT
from infra.messages.extracting import Message, Messages

FOLDER = ROOT / "locale"
# The languages that people have filled: there, a string without a translation is a mistake.
COMPLETE: tuple[str, ...] = ("ar", "de-simple", "en", "fa", "ru", "tr", "uk")
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
# Babel has the last two the other way round; people who fill a catalogue know gettext's own order:
# none, one, two, few (3 to 10), many (11 to 99), other (100 to 102).
_RULES = {
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5);"
    )
}
# What a form for exactly one, two or no things need not repeat.
_COUNTS = {"%(counter)s", "%(count)s", "%(count)d", "%(number)s", "%(number)d", "%(minutes)s"}


def languages() -> list[str]:
    """Every language but German, in which the strings are written."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def path_of(language: str) -> Path:
    """The catalogue of a language."""
    return FOLDER / to_locale(language) / "LC_MESSAGES" / "django.po"


def plural_rule(language: str) -> str:
    """How gettext counts in a language; Leichte Sprache counts like German."""
    rule = get_plural("de" if language.startswith("de") else language)
    return _RULES.get(language, str(rule.plural_forms))


def number_of_forms(language: str) -> int:
    """How many plural forms a language has."""
    return int(plural_rule(language).partition("=")[2].partition(";")[0])


def update(language: str, messages: Messages) -> polib.POFile:
    """Write the catalogue of `language` with exactly these messages; translations are kept."""
    path = path_of(language)
    old = polib.pofile(str(path)) if path.exists() else polib.POFile()
    translated = {(entry.msgctxt, entry.msgid): entry for entry in old if not entry.obsolete}
    new = polib.POFile(wrapwidth=100)
    # Nothing that differs from one run to the next: no dates, no numbers of lines.
    new.metadata = {
        "Language": to_locale(language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_rule(language),
    }
    for key in sorted(messages, key=lambda key: (key[1], key[0] or "")):
        new.append(_entry(messages[key], translated.get(key), number_of_forms(language)))
    path.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(path))
    return new


def _entry(message: Message, old: polib.POEntry | None, forms: int) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text,
        msgctxt=message.context,
        occurrences=[(name, "") for name in sorted(message.files)],
        comment=old.comment if old else "",
        tcomment=old.tcomment if old else "",
    )
    if _PLACEHOLDER.search(message.text + message.plural):
        entry.flags.append("python-format")
    if message.plural:
        entry.msgid_plural = message.plural
        kept = old.msgstr_plural if old else {}
        entry.msgstr_plural = {number: kept.get(number, "") for number in range(forms)}
    elif old:
        entry.msgstr = old.msgstr
    return entry


def problems(language: str, messages: Messages) -> list[str]:
    """What is wrong with the catalogue of `language`, one sentence each; empty if nothing is."""
    path = path_of(language)
    if not path.exists():
        return [f"{language}: there is no catalogue"]
    catalogue = polib.pofile(str(path))
    found = []
    if catalogue.metadata.get("Plural-Forms") != plural_rule(language):
        found.append("the rule for plurals is not that of the language")
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    found += [f"obsolete: {entry.msgid!r}" for entry in catalogue if entry.obsolete]
    found += [f"not in the catalogue: {text!r}" for _c, text in messages.keys() - entries.keys()]
    found += [f"nobody says: {text!r}" for _c, text in entries.keys() - messages.keys()]
    for key, entry in entries.items():
        if key in messages:
            wrong = _problem(entry, messages[key], number_of_forms(language))
            if wrong or (language in COMPLETE and not entry.translated()):
                found.append(f"{wrong or 'not translated'}: {entry.msgid!r}")
    return [f"{language}: {problem}" for problem in sorted(found)]


def _problem(entry: polib.POEntry, message: Message, forms: int) -> str:
    if entry.fuzzy:
        return "fuzzy"
    if message.plural != entry.msgid_plural:
        return "another plural"
    if not message.plural:
        return _difference(entry.msgstr, message.text) if entry.msgstr else ""
    texts = entry.msgstr_plural
    if set(texts) != set(range(forms)):
        return "another number of plural forms"
    if not any(texts.values()):
        return ""
    if not all(texts.values()):
        return "a plural form is missing"
    wrong = (_difference(text, message.plural, may_omit=_COUNTS) for text in texts.values())
    return next((problem for problem in wrong if problem), "")


def _difference(translation: str, text: str, may_omit: set[str] | None = None) -> str:
    """In what a translation differs from its text in a way that breaks a page, or nothing."""
    wanted, has = (Counter(_PLACEHOLDER.findall(one)) for one in (text, translation))
    missing = {name for name in wanted - has if name not in (may_omit or set())}
    if missing or set(has) - set(wanted) or ("%s" in wanted and wanted != has):
        return "other placeholders"
    if Counter(_TAG.findall(text)) != Counter(_TAG.findall(translation)):
        return "other tags"
    for outside in (str.lstrip, str.rstrip):
        if (outside(text) == text) != (outside(translation) == translation):
            return "other blanks around it"
    return ""
