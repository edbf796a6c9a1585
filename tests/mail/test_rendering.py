"""What a mail says: in the network's words, as text and as HTML."""

import re
from pathlib import Path

import pytest
from django.utils.html import strip_tags

from network_core.mail.kinds import all_kinds
from network_core.mail.rendering import render_mail, wrap
from network_core.networks.models import Network

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "mail"
KINDS = sorted(path.name.removesuffix(".subject.txt") for path in TEMPLATES.glob("*.subject.txt"))
OWN = {"name": "Ada & Bo", "email": "ada@example.org", "message": "Eins\n\nZwei <b>drei</b>"}
CONTEXT = {name: value for kind in all_kinds() for name, value in kind.example.items()} | OWN

DU = re.compile(r"\b(?:du|dir|dich|dein\w*)\b", re.IGNORECASE)
SIE = re.compile(r"\b(?:Ihnen|Sie\b)")


def test_each_template_is_of_a_known_kind() -> None:
    assert {"contact_message", "test"} <= set(KINDS)
    assert [kind.name for kind in all_kinds()] == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_keeps_to_the_address_form(kind: str, formal: Network, informal: Network) -> None:
    for network, foreign, own in ((formal, DU, SIE), (informal, SIE, DU)):
        mail = render_mail(kind, network, CONTEXT)
        for text in (mail.subject, mail.text, strip_tags(mail.html)):
            assert not foreign.search(text)
            assert own.search(mail.text)
            assert own.search(mail.html)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_readable_as_text(kind: str, formal: Network) -> None:
    mail = render_mail(kind, formal, CONTEXT)
    assert mail.subject
    assert "<" not in mail.text.replace("Zwei <b>drei</b>", "")
    # Addresses of pages stay whole.
    lines = [line for line in mail.text.splitlines() if not line.startswith("http")]
    assert max(map(len, lines)) <= 72
    assert "\n\n\n" not in mail.text
    assert formal.name in mail.text
    assert formal.root_url in mail.text


@pytest.mark.parametrize("kind", KINDS)
def test_html_asks_no_other_host_and_escapes(kind: str, formal: Network) -> None:
    html = render_mail(kind, formal, CONTEXT).html
    assert "<b>drei" not in html
    assert re.findall(r"\b(?:src|srcset|background)=|url\(", html) == []
    given = set(re.findall(r"https://example\.org[^'\" ]*", str(CONTEXT)))
    links = [link for link in re.findall(r'href="([^"]*)"', html) if link not in given]
    links = [link for link in links if not link.startswith(f"{formal.root_url}/de/")]
    assert links == [f"{formal.root_url}/"]


def test_text_is_not_escaped(formal: Network) -> None:
    mail = render_mail("contact_message", formal, CONTEXT)
    assert "Ada & Bo" in mail.text
    assert mail.subject == "Nachricht von Ada & Bo über das Kontaktformular"


def test_the_language_is_one_that_the_network_offers(formal: Network) -> None:
    assert render_mail("test", formal, {}, "en").language == "en"
    assert render_mail("test", formal, {}, "ar").language == "de"
    assert '<html lang="en" dir="ltr">' in render_mail("test", formal, {}, "en").html


def test_right_to_left_languages_are_marked(formal: Network) -> None:
    formal.languages = ["de", "ar"]
    assert '<html lang="ar" dir="rtl">' in render_mail("test", formal, {}, "ar").html


def test_a_kind_is_no_path(formal: Network) -> None:
    for kind in ("../base", "a/b", "", "Ä"):
        with pytest.raises(ValueError, match="no kind"):
            render_mail(kind, formal, {})


def test_wrapping_keeps_links_lists_and_quotes() -> None:
    link = "https://example.org/" + "a" * 90
    text = wrap(f"Bitte {link} öffnen\n- {'Wort ' * 20}\n> {'Wort ' * 20}\n\n\n\nEnde")
    lines = text.splitlines()
    assert link in lines
    items = lines[lines.index(link) + 2 :]
    assert items[0].startswith("- Wort")
    assert items[1].startswith("  Wort")
    assert all(line.startswith("> ") for line in items[2:4])
    assert text.endswith("\n\nEnde\n")
