"""Personal data leave no text, and come back where they belong."""

import pytest

from network_core.machine_translation.masking import LostPlaceholderError, mask, names_in

NAMES = {"Anna Muster", "Muster"}


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Schreiben Sie an anna.muster@example.org.", "anna.muster@example.org"),
        ('<a id="a1">mailto:hilfe@example.org</a> hilft', "hilfe@example.org"),
        ("Rufen Sie an: 0551 400 30 00 oder später.", "0551 400 30 00"),
        ("Telefon +49 30 1234567, montags", "+49 30 1234567"),
        ("Fragen Sie Anna Muster im Büro.", "Anna Muster"),
        ("Frau Muster ist da.", "Muster"),
        ("Fragen Sie Frau Dr. Yılmaz nach einem Termin.", "Yılmaz"),
        ("Herr Krüger hilft.", "Krüger"),
        ("Frau Şahin hilft.", "Şahin"),
        ("Fragen Sie Frau Dr. med. Yılmaz.", "Yılmaz"),
        ("Fragen Sie Herrn Dipl.-Päd. Krüger.", "Krüger"),
        ("Frau von Hagen ist da.", "Hagen"),
        ("Frau Anna Maria Krüger ist da.", "Krüger"),
        ("Frau\u00a0Krüger ist da.", "Krüger"),
        ("Anna Musters Büro ist offen.", "Muster"),
    ],
)
def test_what_belongs_to_a_person_is_taken_out_and_put_back(text: str, hidden: str) -> None:
    masked = mask(text, NAMES)
    assert hidden not in masked.text
    assert not masked.is_only_data
    assert masked.put_back(masked.text) == text
    spaced = masked.text.replace('"/>', '" ></x >')
    assert masked.put_back(spaced) == text, "services write empty elements in other ways"


@pytest.mark.parametrize("text", ["0551 400 30 00", "hilfe@example.org", "<b>Anna Muster</b>", "3"])
def test_what_is_nothing_else_is_not_worth_sending(text: str) -> None:
    assert mask(text, NAMES).is_only_data


@pytest.mark.parametrize("text", ["Seit 2015 gibt es 12 Netzwerke.", "<b>Kita</b> &amp; Hort"])
def test_everything_else_stays(text: str) -> None:
    assert mask(text, NAMES).text == text


@pytest.mark.parametrize("answer", ["Call us", 'Call <x id="0"/> <x id="0"/>', 'Call <x id="7"/>'])
def test_an_answer_without_them_is_not_used(answer: str) -> None:
    with pytest.raises(LostPlaceholderError):
        mask("Rufen Sie an: 0551 400 30 00", ()).put_back(answer)


@pytest.mark.parametrize(
    ("contact", "names"),
    [
        ("Anna Muster", {"Anna Muster", "Muster"}),
        ("Frau Dr. Anna Muster-Yılmaz, Beratung", {"Anna Muster-Yılmaz", "Muster-Yılmaz"}),
        ("Herr Krüger (Jugendamt)", {"Krüger"}),
        ("Anna Muster und Jo Beispiel", {"Anna Muster", "Muster", "Jo Beispiel", "Beispiel"}),
        ("Anna Muster & Ayşe Şahin", {"Anna Muster", "Muster", "Ayşe Şahin", "Şahin"}),
        ("Prof. Dr. med. Anna Muster", {"Anna Muster", "Muster"}),
        ("Muster, Anna", {"Anna Muster"}),
        ("A. Muster", {"Muster"}),
        ("Anna von Hagen", {"Hagen"}),
        ("Stelle für Gleichstellung", set()),
        ("", set()),
    ],
)
def test_a_contact_is_called_by_several_names(contact: str, names: set[str]) -> None:
    assert names_in(contact) == names | {contact} - {""}
