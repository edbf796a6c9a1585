"""The catalogues hold what the sources say to visitors, and nothing that would break a page."""

from pathlib import Path

import polib
import pytest
from django.utils import translation

from infra.messages import catalogues
from infra.messages.catalogues import languages, number_of_forms, path_of, problems, update
from infra.messages.extracting import (
    Messages,
    messages_for_visitors,
    messages_of_module,
    messages_of_template,
)


@pytest.fixture(scope="module")
def messages() -> Messages:
    """What the sources say to visitors."""
    return messages_for_visitors()


@pytest.mark.parametrize("language", languages())
def test_every_catalogue_is_up_to_date_and_sound(messages: Messages, language: str) -> None:
    """After a change of the sources: `make messages`."""
    assert problems(language, messages) == []


def test_what_visitors_read_is_in_the_catalogues_and_what_editors_read_is_not(
    messages: Messages,
) -> None:
    said = {text for _context, text in messages}
    # A template, a form, a choice, what a function returns, a constant of a page.
    for text in ("Zum Inhalt springen", "Nachricht", "kostenlos", "zurzeit geschlossen"):
        assert text in said
    # The name of a field, its help, what a form of the admin refuses, a mail to an editor.
    for text in ("Regionalschlüssel", "Eine pro Zeile.", "Deutsch gehört immer dazu.", "Gern."):
        assert text not in said
    # Two figures of the umbrella: a harmless one, and one that the public never sees.
    assert "Angebote je 1.000" in said
    assert "Defekte Links" not in said


def test_a_template_is_read_as_django_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        """{% load i18n %}
        <p title="{% translate "Titel" context "Amt" %}">{{ _("Wort")|upper }}</p>
          {% blocktranslate trimmed count counter=n with name=x|default:"–" %}
            {{ counter }} Kind
            bei {{ name }}
          {% plural %}
            {{ counter }} Kinder bei {{ name }}
          {% endblocktranslate %}
        """
    )
    found = {(one.context, one.text, one.plural) for one in messages_of_template(path)}
    assert found == {
        ("Amt", "Titel", ""),
        (None, "Wort", ""),
        (None, "%(counter)s Kind bei %(name)s", "%(counter)s Kinder bei %(name)s"),
    }


def test_of_a_model_only_what_is_shown_is_translated(tmp_path: Path) -> None:
    # The rules go by the path below the project.
    path = Path(catalogues.ROOT, "network_core/directory/models/offer.py")
    said = {one.text for one in messages_of_module(path, whole=False)}
    assert "je nach Einkommen" in said
    assert "Titel" not in said
    assert "Das Ende liegt vor dem Anfang." not in said


def _entry(text: str, translation: str, **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=text, msgstr=translation, **more)


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (_entry("bis %(day)s", "حتى"), "other placeholders"),
        (_entry("bis %(day)s", "حتى %(tag)s"), "other placeholders"),
        (_entry("bis %(day)s", "حتى %(day)s", flags=["fuzzy"]), "fuzzy"),
        (_entry("<b>neu</b>", "جديد"), "other tags"),
        (_entry("neu", "جديد "), "other blanks around it"),
        (_entry("neu", ""), "not translated"),
        (_entry("alt", "قديم"), "nobody says"),
        (_entry("%(n)s Tag", "", msgid_plural="%(n)s Tage"), "another plural"),
        (
            _entry(
                "%(count)s Jahr",
                "",
                msgid_plural="%(count)s Jahre",
                msgstr_plural={0: "سنة", 1: "سنوات"},
            ),
            "another number of plural forms",
        ),
    ],
)
def test_a_mistake_in_a_catalogue_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: polib.POEntry, problem: str
) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogues, "COMPLETE", ("ar",))
    sources: Messages = {}
    if entry.msgid != "alt":
        message = catalogues.Message(entry.msgid)
        message.plural = "%(count)s Jahre" if "Jahr" in entry.msgid else ""
        sources[message.key] = message
    catalogue = update("ar", {})
    catalogue.append(entry)
    catalogue.save(str(path_of("ar")))
    (found,) = problems("ar", sources)
    assert problem in found


def test_a_sound_catalogue_keeps_its_translations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogues, "COMPLETE", ("ar",))
    message = catalogues.Message("%(count)s Jahr", "%(count)s Jahre")
    sources: Messages = {message.key: message}
    (entry,) = update("ar", sources)
    # One year and two years need no number in Arabic.
    forms = dict.fromkeys(range(number_of_forms("ar")), "%(count)s سنة")
    entry.msgstr_plural = forms | {1: "سنة واحدة", 2: "سنتان"}
    catalogue = polib.pofile(str(path_of("ar")))
    catalogue[0].msgstr_plural = entry.msgstr_plural
    catalogue.save()
    assert problems("ar", sources) == []
    (kept,) = update("ar", sources)
    assert kept.msgstr_plural[2] == "سنتان"
    assert list(update("ar", {})) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "لا عروض (0)"),
        (2, "عرضان"),
        (7, "7 عروض"),
        (12, "12 عرضًا"),
        (111, "111 عرضًا"),
        (200, "200 عرض"),
    ],
)
def test_arabic_counts_in_six_forms(number: int, said: str) -> None:
    with translation.override("ar"):
        text = translation.ngettext("%(counter)s Angebot", "%(counter)s Angebote", number)
    assert text % {"counter": number} == said
