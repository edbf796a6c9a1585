"""A passkey from setting it up to logging in with it; a phone's width for coordinators."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Demo

pytestmark = pytest.mark.browser

HOST = "wuppertal.localhost"
PASSWORD = "alleinerziehend"
PHONE = {"width": 360, "height": 740}


def log_in(page: Page, demo: Demo, name: str) -> None:
    """Fill in the form of the log-in."""
    page.goto(demo.url(HOST, "/admin/login/"))
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_load_state()


def with_fingerprint_reader(page: Page) -> None:
    """Give the browser a reader on which somebody always lays the right finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_set_up_and_asked_for_at_the_next_log_in(demo: Demo, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE)
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    with_fingerprint_reader(page)
    log_in(page, demo, "autor-wuppertal")
    page.goto(demo.url(HOST, "/admin/konto/zweiter-faktor/webauthn/add/"))
    page.fill("input[type=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    assert page.locator("main code").count() == 10
    page.goto(demo.url(HOST, "/admin/konto/ueberall-abmelden/"))
    page.click("main button[type=submit]")
    page.wait_for_url("**/admin/login/")
    log_in(page, demo, "autor-wuppertal")
    assert page.url.endswith("/zweiter-faktor/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/admin/")
    page.goto(demo.url(HOST, "/admin/konto/zweiter-faktor/webauthn/"))
    page.click("text=Entfernen")
    page.fill("input[type=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.click("main button[type=submit]")
    page.wait_for_url("**/webauthn/")
    assert "Noch nichts eingerichtet" in page.inner_text("main")
    assert wrong == []
    context.close()


@pytest.mark.parametrize(
    "path",
    ["/admin/team/wuppertal/", "/admin/team/wuppertal/einladen/", "/admin/konto/zweiter-faktor/"],
)
def test_coordinators_find_everything_on_a_phone(demo: Demo, browser: Browser, path: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    log_in(page, demo, "koordination-wuppertal")
    page.goto(demo.url(HOST, path))
    assert page.locator("main h1:visible").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()
