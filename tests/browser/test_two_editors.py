"""Two editors of two networks at work at the same time, each in a browser of their own."""

import re
from collections.abc import Iterator
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import Demo

pytestmark = pytest.mark.browser

PASSWORD = "alleinerziehend"
TIMEOUT = 15_000
DESKTOP = {"width": 1280, "height": 900}


def a_picture(key: str) -> bytes:
    """A small picture, the same for both editors: neither is told that the other has it, too."""
    data = BytesIO()
    Image.new("RGB", (400, 300), f"#{key[:6]}").save(data, "PNG")
    return data.getvalue()


class Editor:
    """One editor of a network, the browser and the page that is open in it."""

    def __init__(self, demo: Demo, context: BrowserContext, network: str) -> None:
        self.demo, self.network = demo, network
        self.host = f"{network}.localhost"
        self.page: Page = context.new_page()
        self.page.set_default_timeout(TIMEOUT)
        self.open("/admin/login/")
        self.page.fill("#id_username", f"redaktion-{network}")
        self.page.fill("#id_password", PASSWORD)
        self.page.click("button[type=submit]")
        self.page.wait_for_url("**/admin/")

    def open(self, path: str) -> str:
        """Go there; the HTML of what answers."""
        self.page.goto(self.demo.url(self.host, path))
        return self.page.content()

    def ask(self, path: str) -> str:
        """What an address answers to this editor's browser."""
        fetch = "async path => (await fetch(path)).text()"
        return str(self.page.evaluate(fetch, path))

    def home(self) -> int:
        """The number of the own German home page, among those of all languages."""
        self.open("/admin/pages/")
        german = self.page.locator("tr", has=self.page.get_by_text("Deutsch", exact=True))
        return int(str(german.locator("input[data-object-id]").get_attribute("data-object-id")))

    def _add_block(self, name: str) -> None:
        self.page.get_by_role("button", name="Einen Block einfügen").last.click()
        self.page.get_by_role("option", name=name, exact=True).click()

    def _choose(self, button: str) -> Locator:
        self.page.get_by_role("button", name=button).last.click()
        modal = self.page.locator(".modal")
        expect(modal).to_be_visible(timeout=TIMEOUT)
        return modal

    def write(self, title: str, partner: str) -> int:
        """Make a page with a new picture and a shared partner; its number."""
        page = self.page
        self.open(f"/admin/pages/add/sites/standardpage/{self.home()}/")
        page.fill("#id_title", title)
        self._add_block("Bild")
        modal = self._choose("Bild auswählen")
        modal.get_by_role("tab", name="Hochladen").click()
        picture = {
            "name": "bild.png",
            "mimeType": "image/png",
            "buffer": a_picture(title.split()[1]),
        }
        modal.locator("input[type=file]").set_input_files([picture])
        modal.locator("input[name$=-title]").fill(f"Bild zu {title}")
        modal.locator("input[name$=-credit]").fill("Foto: Redaktion")
        modal.get_by_role("button", name="Hochladen").click()
        expect(modal).to_have_count(0, timeout=TIMEOUT)
        page.locator("input[name$=-decorative]").last.check()
        self._add_block("Kontaktkarte")
        modal = self._choose("Partner auswählen")
        modal.get_by_label("Suchwort").fill(partner)
        modal.get_by_role("link", name=partner, exact=True).click()
        expect(modal).to_have_count(0, timeout=TIMEOUT)
        page.get_by_role("button", name="Entwurf speichern").click()
        page.wait_for_url("**/edit/")
        return int(re.findall(r"/pages/(\d+)/edit/", page.url)[0])

    def preview(self, title: str) -> None:
        """Open the preview beside the form, and wait until the page stands there."""
        self.page.get_by_role("button", name="Vorschau").first.click()
        frame = self.page.frame_locator("iframe[title=Vorschau][src]")
        expect(frame.locator("main").first).to_contain_text(title, timeout=TIMEOUT)

    def publish(self) -> None:
        """Publish what is open."""
        self.page.get_by_role("button", name="Mehr Aktionen").first.click()
        self.page.get_by_role("button", name="Veröffentlichen", exact=True).click()
        expect(self.page.locator(".messages .success")).to_be_visible(timeout=TIMEOUT)


@pytest.fixture
def editors(demo: Demo, browser: Browser) -> Iterator[tuple[Editor, Editor]]:
    """Of Göttingen and of Wuppertal: two browsers that know nothing of each other."""
    contexts = [browser.new_context(viewport=DESKTOP, locale="de-DE") for _ in range(2)]
    networks = ("goettingen", "wuppertal")
    a, b = (Editor(demo, context, name) for context, name in zip(contexts, networks, strict=True))
    yield a, b
    for context in contexts:
        context.close()


def test_two_editors_work_side_by_side_and_see_nothing_of_each_other(
    editors: tuple[Editor, Editor],
) -> None:
    a, b = editors
    key = uuid4().hex[:8]
    title = {a: f"Treffen {key} hier", b: f"Treffen {key} dort"}
    # Each names a partner that the other network looks after.
    partner = {a: "Bergische VHS", b: "Gleichstellungsbüro der Stadt Göttingen"}
    number = {editor: editor.write(title[editor], partner[editor]) for editor in editors}
    a_draft, b_draft = (f"/admin/pages/{number[editor]}/" for editor in editors)

    for own, other in ((a, b), (b, a)):
        own.preview(title[own])
        explorer = own.open(f"/admin/pages/{own.home()}/?q={key}")
        assert title[own] in explorer
        assert title[other] not in explorer
        for path in (
            f"/admin/pages/?search_all=1&q={key}",
            f"/admin/choose-page/search/?q={key}",
            f"/admin/images/?q={key}",
            f"/admin/images/chooser/?q={key}",
            "/admin/reports/aging-pages/",
            "/admin/",
        ):
            assert title[other] not in own.ask(path), path
        for path in (f"/admin/choose-page/search/?q={key}", f"/admin/images/chooser/?q={key}"):
            assert title[own] in own.ask(path), path

    history = b.ask(f"{b_draft}history/")
    for path in (f"{b_draft}edit/", f"{b_draft}view_draft/", f"{b_draft}history/", b_draft):
        answer = a.page.goto(a.demo.url(a.host, path))
        assert answer is not None
        assert key not in a.page.content(), path
        assert answer.status == 404 or a.page.url != a.demo.url(a.host, path), path
    assert b.ask(f"{b_draft}history/").count("Entwurf") == history.count("Entwurf")
    assert title[a] in a.open(f"{a_draft}edit/")

    for editor in editors:
        editor.open(f"/admin/pages/{number[editor]}/edit/")
        editor.publish()
    for own, other in ((a, b), (b, a)):
        path = f"/de/{title[own].lower().replace(' ', '-')}/"
        public = own.open(path)
        assert partner[own] in public
        assert own.page.locator("main img").count() >= 1
        answer = own.page.goto(own.demo.url(other.host, path))
        assert answer is not None
        assert answer.status == 404, "each site has its own pages only"
