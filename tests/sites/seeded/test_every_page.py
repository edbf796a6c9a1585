"""A visitor's walk through every page of the five sites, link by link."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.sites.seeded.visiting import HOSTS, NAMES, Document, visit

# All need the database, or pytest-django would run some of them after the other modules.
pytestmark = pytest.mark.usefixtures("seeded")

# More pages than the seed has, and far fewer than a calendar without end would have.
LIMIT = 700
FILES = ("/static/", "/media/", "/dokumente/")


@dataclass(frozen=True)
class Answer:
    """What a visitor got at one address."""

    status: int
    kind: str
    has_cookie: bool
    page: Document | None


def walk() -> dict[str, Answer]:
    """Answers by address, from the home pages through all links between the five sites.

    Of the addresses that filter a list one per list and filter is looked at, without following
    its links.
    """
    answers: dict[str, Answer] = {}
    filtered: set[tuple[str, ...]] = set()
    waiting = [f"http://{host}/de/" for host in HOSTS]
    while waiting:
        address = waiting.pop()
        if address in answers or filter_of(address) in filtered:
            continue
        filtered |= {filter_of(address)} - {()}
        assert len(answers) < LIMIT, "The walk does not come to an end."
        answers[address] = answer = ask(address)
        if answer.page and not urlsplit(address).query:
            waiting += [urldefrag(target).url for target in targets(address, answer.page)]
    return answers


def filter_of(address: str) -> tuple[str, ...]:
    """List and names of the filters in an address; empty where there are none."""
    parts = urlsplit(address)
    names = [pair.partition("=")[0] for pair in parts.query.split("&") if pair]
    return (parts.netloc, parts.path, *names) if names else ()


def ask(address: str) -> Answer:
    """Visit one address."""
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    response = visit(parts.netloc, path)
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    body = b"".join(response.streaming_content) if response.streaming else response.content
    is_page = kind == "text/html" and response.status_code == 200
    page = Document(body.decode()) if is_page else None
    return Answer(response.status_code, kind, bool(response.cookies), page)


def targets(address: str, page: Document) -> Iterator[str]:
    """The addresses on our own hosts that `page` links to."""
    for link in page.links:
        target = urljoin(address, link)
        parts = urlsplit(target)
        is_page = parts.scheme in {"http", "https"} and not parts.path.startswith(FILES)
        if is_page and parts.netloc in HOSTS:
            yield target


@pytest.fixture(scope="module")
def answers(five_networks: None, django_db_blocker: Any) -> dict[str, Answer]:
    """The walk is made once for all tests of this module."""
    with django_db_blocker.unblock():
        return walk()


@pytest.fixture(scope="module")
def pages(answers: dict[str, Answer]) -> dict[str, Document]:
    """The HTML pages of the walk."""
    return {address: answer.page for address, answer in answers.items() if answer.page}


def test_the_walk_reaches_every_kind_of_page_on_every_site(pages: dict[str, Document]) -> None:
    for host in HOSTS:
        paths = {urlsplit(a).path for a in pages if urlsplit(a).netloc == host}
        sections = {path.split("/")[2] for path in paths if path.startswith("/de/")}
        assert sections >= {
            "",
            "angebote",
            "partner",
            "aktuelles",
            "kontakt",
            "impressum",
            "datenschutz",
            "barrierefreiheit",
            "suche",
        }, host
        assert sum(path.startswith("/de/angebote/") for path in paths) > 5, host
    assert len(pages) > 250


def test_no_link_is_dead(answers: dict[str, Answer], pages: dict[str, Document]) -> None:
    good = {a for a, answer in answers.items() if answer.status in {200, 302}}
    filtered = {filter_of(address) for address in good} - {()}
    dead = {
        f"{address} → {target}"
        for address, page in pages.items()
        for target in targets(address, page)
        if not filter_of(address)
        and urldefrag(target).url not in good
        and filter_of(target) not in filtered
    }
    assert sorted(dead) == []


def test_every_link_into_a_page_has_its_anchor(pages: dict[str, Document]) -> None:
    missing = set()
    for address, page in pages.items():
        for target in targets(address, page):
            goal, anchor = urldefrag(target)
            if anchor and goal in pages and anchor not in pages[goal].ids:
                missing.add(f"{address} → {target}")
    assert sorted(missing) == []


def test_no_page_sets_a_cookie(answers: dict[str, Answer]) -> None:
    assert [address for address, answer in answers.items() if answer.has_cookie] == []


def test_every_page_has_exactly_one_main_heading(pages: dict[str, Document]) -> None:
    assert {a: n for a, page in pages.items() if (n := len(page.all("h1"))) != 1} == {}
    assert [address for address, page in pages.items() if not "".join(page.inside("h1"))] == []


def test_every_page_says_that_it_is_german(pages: dict[str, Document]) -> None:
    assert {a: page.language for a, page in pages.items() if page.language != "de"} == {}


def test_every_title_says_the_page_and_then_the_network(pages: dict[str, Document]) -> None:
    for address, page in pages.items():
        name = f" – {NAMES[urlsplit(address).netloc]}"
        assert page.title.endswith(name), address
        assert page.title.removesuffix(name).strip(), address


def test_every_page_names_one_full_address_as_its_own(pages: dict[str, Document]) -> None:
    for address, page in pages.items():
        if urlsplit(address).path.startswith("/de/suche/"):
            continue
        assert len(page.canonical) == 1, address
        assert page.canonical[0].startswith("http://"), address
        assert urlsplit(page.canonical[0]).netloc in HOSTS, address
        assert page.canonical[0] in pages, f"{address} → {page.canonical[0]}"


def test_no_page_uses_an_id_twice(pages: dict[str, Document]) -> None:
    twice = {a: [i for i, n in page.ids.items() if n > 1] for a, page in pages.items()}
    assert {address: ids for address, ids in twice.items() if ids} == {}


def test_no_page_asks_another_host_for_anything(pages: dict[str, Document]) -> None:
    for address, page in pages.items():
        sources = [a["src"] for _tag, a in page.tags if "src" in a]
        sources += [link["href"] for link in page.all("link", rel="stylesheet")]
        foreign = [s for s in sources if urlsplit(s).netloc or s.startswith("//")]
        assert foreign == [], address


def test_every_picture_is_there(pages: dict[str, Document]) -> None:
    addresses = set()
    for address, page in pages.items():
        host = urlsplit(address).netloc
        for _tag, attributes in page.tags:
            sources = [attributes.get("src", "")]
            sources += [part.split()[0] for part in attributes.get("srcset", "").split(",") if part]
            addresses |= {(host, s) for s in sources if s.startswith("/media/")}
    assert addresses
    missing = {path for host, path in addresses if visit(host, path).status_code != 200}
    assert missing == set()
