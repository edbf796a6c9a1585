"""Every template of every network, as visitors have it: any width, light and dark, no script."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response
from pypdf import PdfReader

from tests.browser.conftest import HOSTS, Demo

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("host", HOSTS)]

WIDTHS = {320: 640, 1280: 900}
SCHEMES = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Compressed bytes; of the whole page and of each kind of file.
LARGEST_PAGE = 120 * 1024
MOST_REQUESTS = 10
LARGEST = {
    "document": 15 * 1024,
    "stylesheet": 20 * 1024,
    "script": 10 * 1024,
    "font": 60 * 1024,
}
RUN_AXE = """async (rules) => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: rules}});
  return found.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(' | '));
}"""


@contextmanager
def context_of(browser: Browser, *, script: bool = True) -> Iterator[BrowserContext]:
    """A visitor who has never been here."""
    context = browser.new_context(java_script_enabled=script, locale="de-DE")
    try:
        yield context
    finally:
        context.close()


def _states(page: Page) -> Iterator[str]:
    """Bring the page to every width and colour scheme; give each its name."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            yield f"{width} px, {scheme}"


def _is_too_wide(page: Page) -> bool:
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def test_no_accessibility_violation_and_no_horizontal_scroll(
    demo: Demo, browser: Browser, axe: str, host: str
) -> None:
    wrong = []
    with context_of(browser) as context:
        page = context.new_page()
        for name, path in demo.pages(host).items():
            page.goto(demo.url(host, path))
            page.evaluate(axe)
            for state in _states(page):
                wrong += [f"{name}, {state}: {found}" for found in page.evaluate(RUN_AXE, RULES)]
                if _is_too_wide(page):
                    wrong.append(f"{name}, {state}: scrolls sideways")
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_page_can_be_read_from_right_to_left(demo: Demo, browser: Browser, host: str) -> None:
    """The seed has no Arabic texts; the layout must hold all the same."""
    wrong = []
    with context_of(browser) as context:
        page = context.new_page()
        for name, path in demo.pages(host).items():
            page.goto(demo.url(host, path))
            page.evaluate("document.documentElement.dir = 'rtl'")
            for width, height in WIDTHS.items():
                page.set_viewport_size({"width": width, "height": height})
                if _is_too_wide(page):
                    wrong.append(f"{name}, {width} px: scrolls sideways")
                heading = page.locator("main h1").bounding_box()
                if width == max(WIDTHS) and heading and heading["x"] < 40:
                    wrong.append(f"{name}: does not begin on the right")
    assert not wrong, "\n" + "\n".join(wrong)


def test_everything_works_without_script(demo: Demo, browser: Browser, axe: str, host: str) -> None:
    wrong = []
    with context_of(browser, script=False) as context:
        page = context.new_page()
        for name, path in demo.pages(host).items():
            page.goto(demo.url(host, path))
            if page.locator("h1").count() != 1 or not page.locator("main h1").is_visible():
                wrong.append(f"{name}: has no visible heading of its own")
            for width, height in WIDTHS.items():
                page.set_viewport_size({"width": width, "height": height})
                if _is_too_wide(page):
                    wrong.append(f"{name}, {width} px: scrolls sideways")
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_search_is_reached_and_used_without_script(
    demo: Demo, browser: Browser, host: str
) -> None:
    with context_of(browser, script=False) as context:
        page = context.new_page()
        page.goto(demo.url(host, "/de/suche/"))
        field = page.locator("main input[name=q]")
        field.fill("Unterhaltsvorschuss")
        field.press("Enter")
        assert "q=Unterhaltsvorschuss" in page.url
        page.locator("main a[href*='/angebote/unterhaltsvorschuss']").first.click()
        assert urlsplit(page.url).path.endswith("/angebote/unterhaltsvorschuss/")
        # Nobody is thrown out of the site they are on.
        assert urlsplit(page.url).hostname == host


def failure_of(request: Request) -> list[str]:
    """Why a request failed; leaving a page whose icon is still on its way is no failure."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


def test_no_cookie_no_other_host_no_error(demo: Demo, browser: Browser, host: str) -> None:
    strangers: set[str] = set()
    failed: list[str] = []
    said: list[str] = []
    with context_of(browser) as context:
        page = context.new_page()
        page.on("request", lambda request: strangers.add(urlsplit(request.url).netloc))
        page.on("requestfailed", lambda request: failed.extend(failure_of(request)))
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        for name, path in demo.pages(host).items():
            if name != "missing":
                page.goto(demo.url(host, path))
        assert context.cookies() == []
        assert page.evaluate("Object.keys(localStorage).length") == 0
    assert strangers == {f"{host}:{demo.port}"}
    assert failed == []
    assert said == []


def test_pages_are_small(demo: Demo, browser: Browser, host: str) -> None:
    wrong = []
    for name, path in demo.pages(host).items():
        # A new visitor each time: nothing comes out of a cache.
        with context_of(browser) as context:
            page = context.new_page()
            answers: list[Response] = []
            page.on("response", lambda answer, kept=answers: kept.append(answer))
            page.goto(demo.url(host, path), wait_until="networkidle")
            sizes: dict[str, int] = {}
            for answer in answers:
                kind = answer.request.resource_type
                size = answer.request.sizes()["responseBodySize"]
                if kind == "document" and "content-encoding" not in answer.headers:
                    # The proxy in front compresses what the application makes.
                    size = len(gzip.compress(answer.body(), 6))
                sizes[kind] = sizes.get(kind, 0) + size
        wrong += [
            f"{name}: {kind} {sizes.get(kind, 0)} B"
            for kind, most in LARGEST.items()
            if sizes.get(kind, 0) > most
        ]
        if len(answers) > MOST_REQUESTS:
            wrong.append(f"{name}: {len(answers)} requests")
        if sum(sizes.values()) > LARGEST_PAGE:
            wrong.append(f"{name}: {sum(sizes.values())} B in all: {sizes}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_leaflet_is_one_sheet_of_paper(
    demo: Demo, browser: Browser, host: str, direction: str
) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        page.goto(demo.url(host, "/de/wichtige-adressen/"))
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        names = [name.strip() for name in page.locator(".leaf__name a").all_inner_texts()]
        sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    # The umbrella has no region: only the national offers that have a telephone number.
    assert len(names) == 10 or (host == "localhost" and 5 <= len(names) < 10)
    (sheet,) = sheets
    # A4, in points.
    assert [round(side / 72 * 25.4) for side in sheet.mediabox[2:]] == [210, 297]
    if direction == "ltr":
        text = " ".join(sheet.extract_text().split())
        assert f"{host}:{demo.port}" in text
        assert [name for name in names if name.split()[0] not in text] == []
        # Menu and footer stay on the screen.
        assert "Impressum" not in text


def test_home_pages_can_be_looked_at(
    demo: Demo, browser: Browser, host: str, request: pytest.FixtureRequest
) -> None:
    """Keeps a picture of every home page for people to look at; checks that it is no blank one."""
    folder = Path(request.config.rootpath, "tests", "browser", "screenshots")
    with context_of(browser) as context:
        page = context.new_page()
        page.goto(demo.url(host, "/de/"))
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            picture = page.screenshot(
                path=folder / f"{host.partition('.')[0]}-{width}.png", full_page=True
            )
            assert len(picture) > 20_000
