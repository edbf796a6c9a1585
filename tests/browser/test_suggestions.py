"""Suggestions below the search field: by keyboard, for screen readers, and without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import HOSTS, Demo
from tests.browser.test_public_pages import RULES, RUN_AXE, context_of

pytestmark = pytest.mark.browser
HOST = HOSTS[0]
TYPED = "unterh"


@pytest.fixture
def page(browser: Browser, demo: Demo) -> Iterator[Page]:
    """The search page, with a pointer far away."""
    with context_of(browser) as context:
        page = context.new_page()
        page.goto(demo.url(HOST, "/de/suche/"))
        yield page


def test_a_suggestion_is_chosen_by_keyboard(page: Page) -> None:
    field = page.get_by_role("combobox", name="Suchwort")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially(TYPED)
    options = page.get_by_role("listbox", name="Vorschläge").get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="Vorschläge:")).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") is None

    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    field.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()

    field.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_value(TYPED)
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    target = options.first.get_attribute("data-url")
    field.press("Enter")
    page.wait_for_url(f"**{target}")


def test_what_is_typed_is_asked_when_no_suggestion_was_chosen(page: Page) -> None:
    field = page.get_by_role("combobox", name="Suchwort")
    field.press_sequentially(TYPED)
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Enter")
    page.wait_for_url(f"**/suche/?q={TYPED}")


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_open_suggestions_and_all_controls_are_accessible(
    page: Page, demo: Demo, axe: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(demo.url(HOST, "/de/suche/?q=Beratung&near=37073&scope=own&type=offer&sort=title"))
    page.evaluate("document.querySelectorAll('main details').forEach((each) => each.open = true)")
    page.evaluate(axe)
    field = page.get_by_role("combobox", name="Suchwort")
    field.fill("")
    field.press_sequentially(TYPED)
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    assert page.evaluate(RUN_AXE, RULES) == []
    assert not page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
