"""What is seen from right to left: a hotline is read in the order in which it is dialled."""

import pytest
from playwright.sync_api import Browser

from network_core.words.typesetting import isolate, isolate_html

pytestmark = pytest.mark.browser

PAGE = '<!DOCTYPE html><html lang="ar" dir="rtl"><body>{}</body></html>'
# The digits of the first text that has any, from left to right as they are painted.
SEEN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const digits = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.data.length; at += 1) {
      if (/[0-9]/.test(node.data[at])) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        digits.push([range.getBoundingClientRect().left, node.data[at]]);
      }
    }
  }
  return digits.sort((a, b) => a[0] - b[0]).map((pair) => pair[1]).join('');
}"""


def seen(browser: Browser, body: str) -> str:
    """The digits of a page as they stand on the screen, from left to right."""
    page = browser.new_page()
    try:
        page.set_content(PAGE.format(body))
        return str(page.evaluate(SEEN))
    finally:
        page.close()


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("116 016", "116016"),
        ("08000 116 016", "08000116016"),
        ("0551 / 400-3000", "05514003000"),
        ("+49 551 400", "49551400"),
        ("9:00–12:30", "9001230"),
    ],
)
def test_a_number_is_seen_in_the_order_in_which_it_is_dialled(
    browser: Browser, number: str, digits: str
) -> None:
    sentence = f"<p>اتصل بالرقم {number} في أي وقت</p>"
    assert seen(browser, isolate_html(sentence)) == digits
    # The same by characters, as in mails and titles.
    assert seen(browser, isolate(sentence)) == digits


def test_without_isolation_it_would_be_seen_in_another_order(browser: Browser) -> None:
    """Otherwise the test above would say nothing."""
    assert seen(browser, "<p>اتصل بالرقم 116 016 في أي وقت</p>") == "016116"
