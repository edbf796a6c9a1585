"""Visits to the seeded networks from the outside, and what a page says in its HTML."""

from collections import Counter
from functools import cache, cached_property
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

UMBRELLA = "localhost"
GOETTINGEN = "goettingen.localhost"
LICHTENBERG = "lichtenberg.localhost"
NIEDERSACHSEN = "niedersachsen.localhost"
WUPPERTAL = "wuppertal.localhost"
NAMES = {
    UMBRELLA: "Netzwerke für Alleinerziehende – Bundesebene",
    GOETTINGEN: "Bündnis für Alleinerziehende Göttingen",
    LICHTENBERG: "Koordinierungsstelle Alleinerziehende Lichtenberg",
    NIEDERSACHSEN: "Vernetzt in Niedersachsen?!",
    WUPPERTAL: "Netzwerk wirksamer Hilfen für Alleinerziehende Wuppertal",
}
HOSTS = tuple(NAMES)
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@cache
def _browser() -> Client:
    # Every new one would load the middleware again, which takes longer than a page.
    return Client()


def visit(host: str, path: str = "/de/", **headers: str) -> HttpResponse:
    """A visitor's first request of `path` on `host`: without cookies."""
    _browser().cookies.clear()
    return _browser().get(path, headers={"host": host} | headers)


def read(host: str, path: str = "/de/", **headers: str) -> "Document":
    """The HTML of a page that answers 200."""
    response = visit(host, path, **headers)
    assert response.status_code == 200, f"{host}{path}: {response.status_code}"
    return Document(response.content.decode())


class Document(HTMLParser):
    """What tests ask of a page: its head, its headings, links and forms, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element; void ones have no inside."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave the element, and those that were not closed inside it."""
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note the text with the elements around it."""
        if data.strip() and not {"script", "style"} & set(self._open):
            self.texts.append(("/".join(self._open) + "/", data.strip()))

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """The attributes of every element `tag` that has the attributes `wanted`."""
        return [
            attributes
            for name, attributes in self.tags
            if name == tag and wanted.items() <= attributes.items()
        ]

    def inside(self, tag: str) -> list[str]:
        """The pieces of text inside elements `tag`."""
        return [text for path, text in self.texts if f"/{tag}/" in f"/{path}"]

    @cached_property
    def text(self) -> str:
        """The visible text, without the title of the window."""
        return " ".join(
            " ".join(text for path, text in self.texts if "/title/" not in f"/{path}").split()
        )

    @property
    def language(self) -> str:
        """The language that the page says it is in."""
        return self.all("html")[0].get("lang", "")

    @property
    def direction(self) -> str:
        """The direction of the page."""
        return self.all("html")[0].get("dir", "")

    @property
    def title(self) -> str:
        """The title of the window; drawings have titles, too."""
        head = (text for path, text in self.texts if path == "html/head/title/")
        return " ".join(" ".join(head).split())

    @property
    def canonical(self) -> list[str]:
        """The addresses that the page names as its own one."""
        return [link["href"] for link in self.all("link", rel="canonical")]

    @property
    def links(self) -> list[str]:
        """Where the links lead to."""
        return [link["href"] for link in self.all("a") if "href" in link]

    @property
    def ids(self) -> Counter[str]:
        """The ids of the elements."""
        return Counter(attributes["id"] for _tag, attributes in self.tags if "id" in attributes)

    def form(self, action: str) -> dict[str, Any]:
        """The values that the form with `action` would send."""
        values: dict[str, Any] = {}
        inside = False
        for tag, attributes in self.tags:
            if tag == "form":
                inside = attributes.get("action") == action
            elif inside and attributes.get("name"):
                values[attributes["name"]] = attributes.get("value", "")
        return values
