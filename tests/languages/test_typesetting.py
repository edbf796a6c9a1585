"""Numbers keep their order from right to left; Leichte Sprache has a sentence per line."""

import pytest
from django.utils import translation

from network_core.events.ical import one_calendar
from network_core.mail.rendering import render_mail
from network_core.words.typesetting import (
    ISOLATE,
    isolate,
    isolate_html,
    sentence_per_line,
    typeset,
)
from tests.factories import EventFactory, NetworkFactory

END = "\u2069"


@pytest.mark.parametrize(
    "number",
    [
        "116 016",
        "08000 116 016",
        "0551 400-3000",
        "0551/4003000",
        "(0551) 400 30 00",
        "+49 551 4003000",
        "9:00–12:30",
        "14 – 18",
        "2025/2026",
        "37073 Göttingen",
        "10315 Berlin Lichtenberg",
        "hilfe@netz.example.org",
    ],
)
def test_what_is_read_from_left_to_right_is_isolated_as_a_whole(number: str) -> None:
    assert isolate(f"اتصل {number}.") == f"اتصل {ISOLATE}{number}{END}."
    assert isolate_html(f"<p>اتصل {number}.</p>") == f'<p>اتصل <bdi dir="ltr">{number}</bdi>.</p>'
    assert isolate_html(f"<title>{number}</title>") == f"<title>{ISOLATE}{number}{END}</title>"


def test_an_address_of_a_page_in_plain_text_stays_one_that_programs_make_a_link_of() -> None:
    address = "https://netz.example.org/ar/?q=116-016"
    assert isolate(f"اقرأ {address} الآن") == f"اقرأ {address} الآن"
    assert f'<bdi dir="ltr">{address}</bdi>' in isolate_html(f"<p>اقرأ {address} الآن</p>")


@pytest.mark.parametrize("text", ["في 8 كانون الأول 2026", "16", "35 %", "1. خطوة", "3 من 5"])
def test_single_numbers_need_nothing(text: str) -> None:
    assert isolate(text) == text


@pytest.mark.parametrize(
    "html",
    [
        '<a href="tel:116 016" aria-label="116 016">x</a>',
        "<script>var a = '116 016' < b;</script>",
        "<textarea>116 016</textarea>",
        '<a><bdi dir="ltr">116 016</bdi></a>',
        "<!-- 116 016 -->",
    ],
)
def test_nothing_else_is_touched(html: str) -> None:
    assert isolate_html(html) == html


def test_sentences_of_leichte_sprache_stand_on_their_own_lines() -> None:
    html = (
        "<header><p>Ein Netz. Für alle.</p></header><main>"
        "<h1>Hallo. Du.</h1><p>Mit Kind. <b>Sie</b> sind allein. Am 1. Mai ist zu! Ja.</p>"
        '<p lang="de">Das ist Deutsch. Es bleibt.</p><li>Eins. Zwei.<br>Drei.</li></main>'
    )
    assert (
        typeset(html, "de-simple")
        == sentence_per_line(html)
        == (
            "<header><p>Ein Netz. Für alle.</p></header><main>"
            "<h1>Hallo. Du.</h1><p>Mit Kind. <b>Sie</b> sind allein.<br>Am 1. Mai ist zu!<br>"
            'Ja.</p><p lang="de">Das ist Deutsch. Es bleibt.</p>'
            "<li>Eins.<br>Zwei.<br>Drei.</li></main>"
        )
    )
    assert typeset(html, "uk") == html


def test_mails_and_calendars_isolate_numbers_too(db: None) -> None:
    network = NetworkFactory(languages=["de", "ar"])
    told = {
        "company": "Betrieb",
        "contact_person": "Ada",
        "email": "ada@betrieb.example",
        "phone": "0551 400 3000",
        "kinds": [],
        "message": "Anruf 9:00–12:00",
    }
    mail = render_mail("company_offer", network, told, "ar")
    for number in ("ada@betrieb.example", "0551 400 3000", "9:00–12:00"):
        assert f"{ISOLATE}{number}{END}" in mail.text
        assert f'<bdi dir="ltr">{number}</bdi>' in mail.html
    german = render_mail("company_offer", network, told, "de")
    assert ISOLATE not in german.text + german.subject
    event = EventFactory(
        title="116 016", place_name="Rathaus", place_address="Weg 1\n37073 Göttingen"
    )
    with translation.override("ar"):
        calendar = one_calendar(event).decode().replace("\r\n ", "")
    assert f"{ISOLATE}116 016{END}" in calendar
    assert f"{ISOLATE}37073 Göttingen{END}" in calendar
