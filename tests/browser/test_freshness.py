"""The freshness loop as a partner and an editor go through it: real mails, links and pages."""

import email
import json
import re
import time
from email import policy
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from network_core.forms.token import MIN_AGE_SECONDS
from tests.browser.conftest import Demo
from tests.browser.test_public_pages import RULES, RUN_AXE, WIDTHS, context_of

pytestmark = pytest.mark.browser

HOST = "goettingen.localhost"
TITLES = ("Sprechstunde am Markt", "Krabbelgruppe Süd", "Kleiderkammer Nord")
MAIL_SECONDS = 60
# Three offers of one partner whose check is due in ten days.
MAKE_THEM_DUE = """
import json
from datetime import timedelta
from django.utils import timezone
from network_core.directory.models import ContactPoint, Offer, Partner, Verification
from network_core.networks.models import Network
network = Network.objects.get(slug="goettingen")
partner = Partner(slug="probe-{key}", name="Probeverein {key}", steward=network)
partner.check_email = "{address}"
partner.save()
partner.save_revision().publish()
checked = timezone.localdate() - timedelta(days=355)
paths = []
for number, title in enumerate({titles}):
    offer = Offer(slug=f"probe-{key}-{{number}}", title=title, partner=partner, steward=network)
    offer.summary = "Ein Angebot zur Probe."
    offer.contacts.set([ContactPoint(kind="phone", value="0551 123456")])
    offer.save()
    offer.save_revision().publish()
    Verification.objects.create(
        offer=offer, checked_on=checked, holds_until=checked + timedelta(days=365), way="phone"
    )
    paths.append(offer.get_path("de"))
print("PATHS", json.dumps(paths))
"""


def mail_to(demo: Demo, address: str) -> str:
    """The text of the mail that arrived for an address."""
    deadline = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < deadline:
        for file in Path(demo.data, "mail").iterdir():
            message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
            if address in str(message["To"]):
                body = message.get_body(("plain",))
                assert body is not None
                return str(body.get_content())
        time.sleep(0.5)
    pytest.fail(f"No mail to {address} arrived.")


def links(text: str, title: str) -> list[str]:
    """The three links below the title of an offer."""
    return re.findall(r"https?://\S+", text[text.index(title) :])[:3]


def look(page: Page, axe: str) -> None:
    """The page is accessible and fits a phone."""
    page.evaluate(axe)
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(RUN_AXE, RULES) == [], page.url
        fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert page.evaluate(fits), page.url


def press(page: Page, name: str) -> None:
    """Press the button, as slowly as a person."""
    time.sleep(MIN_AGE_SECONDS + 1)
    page.get_by_role("button", name=name).click()


def test_the_freshness_loop(demo: Demo, browser: Browser, axe: str) -> None:
    key = uuid4().hex[:8]
    address = f"{key}@partner.example"
    program = MAKE_THEM_DUE.format(key=key, address=address, titles=repr(TITLES))
    printed = demo.manage("shell", program=program)
    paths = json.loads(printed.rpartition("PATHS ")[2].splitlines()[0])
    demo.manage("run_jobs", "--job", "ask_partners")
    text = mail_to(demo, address)
    assert all(title in text for title in TITLES), "one mail names all its offers"

    with context_of(browser, script=False) as context, context_of(browser) as scripted:
        page, eyes = context.new_page(), scripted.new_page()
        right, change, gone = (links(text, title)[n] for n, title in enumerate(TITLES))
        for link in (right, change, gone):
            eyes.goto(link)
            assert eyes.get_by_text("0551 123456").first.is_visible(), "all data first"
            look(eyes, axe)

        page.goto(right)
        press(page, "Ja, alles stimmt noch")
        assert page.get_by_text("Bestätigt: Alles stimmt noch.").is_visible()
        page.goto(demo.url(HOST, paths[0]))
        assert page.get_by_text("vom Partner selbst bestätigt").is_visible()

        page.goto(change)
        page.get_by_label("Telefon", exact=False).first.fill("0551 654321")
        page.get_by_label("Montag", exact=False).fill("9-12")
        press(page, "Änderungen vorschlagen")
        assert page.get_by_text("Vorgeschlagen: Etwas hat sich geändert.").is_visible()

        page.goto(gone)
        page.get_by_label("Seit wann", exact=False).fill("Seit dem Sommer.")
        press(page, "Das Angebot gibt es nicht mehr")
        assert page.get_by_text("Gemeldet: Das Angebot gibt es nicht mehr.").is_visible()
        assert context.cookies() == []
        eyes.goto(gone)
        look(eyes, axe)

    with context_of(browser) as context:
        editor = context.new_page()
        editor.goto(demo.url(HOST, "/admin/login/"))
        logins = (demo.data / "logins.txt").read_text().splitlines()
        mine = next(line for line in logins if line.startswith("redaktion-goettingen"))
        name, _slash, password = mine.partition(" / ")
        editor.fill("input[name=username]", name)
        editor.fill("input[name=password]", password)
        editor.keyboard.press("Enter")
        editor.wait_for_url("**/admin/")
        editor.goto(demo.url(HOST, f"/admin/faellige-pruefungen/?q={TITLES[2]}"))
        row = editor.get_by_role("row").filter(has_text=f"Probeverein {key}")
        assert "gibt es laut Partner nicht mehr" in row.inner_text()
        assert "Seit dem Sommer." in row.inner_text()
        row.get_by_role("link", name="Zurückziehen").click()
        editor.get_by_role("button", name="Zurückziehen").click()
        editor.wait_for_url("**/admin/faellige-pruefungen/")
        answer = editor.goto(demo.url(HOST, paths[2]))
        assert answer is not None
        assert answer.status == 410
        assert editor.get_by_text("Dieses Angebot gibt es nicht mehr.").is_visible()
        look(editor, axe)
