"""A language in which every string of the product is marked, to see from outside what is one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.db import models
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeData, mark_safe
from wagtail.fields import StreamField

from tests.sites.seeded.visiting import VOID

MARKED = re.compile("⟦[^⟦⟧]*⟧")
ISOLATED = re.compile("\u2066[^\u2069]*\u2069")


@contextmanager
def marking(language: str, strings: set[str]) -> Iterator[set[str]]:
    """Mark each of `strings` in `language`; yields the set of those that were asked for."""
    asked: set[str] = set()
    real = {
        name: getattr(translation._trans, name)
        for name in ("gettext", "pgettext", "ngettext", "npgettext")
    }

    def marked(text: str) -> Any:
        asked.add(str(text))
        answer = f"⟦{text}⟧"
        return mark_safe(answer) if isinstance(text, SafeData) else answer

    def is_ours(text: object) -> bool:
        return translation.get_language() == language and str(text) in strings

    def gettext(text: str) -> Any:
        return marked(text) if is_ours(text) else real["gettext"](text)

    def pgettext(context: str, text: str) -> Any:
        return marked(text) if is_ours(text) else real["pgettext"](context, text)

    def ngettext(one: str, many: str, number: float) -> Any:
        if not is_ours(one):
            return real["ngettext"](one, many, number)
        asked.add(one)
        return f"⟦{one if number == 1 else many}⟧"

    def npgettext(context: str, one: str, many: str, number: float) -> Any:
        if not is_ours(one):
            return real["npgettext"](context, one, many, number)
        return ngettext(one, many, number)

    with patch.multiple(
        translation._trans,
        gettext=gettext,
        pgettext=pgettext,
        ngettext=ngettext,
        npgettext=npgettext,
        create=True,
    ):
        yield asked


class Text:
    """One piece of text of a page: what it says, in which language, and whether it is isolated."""

    def __init__(
        self, said: str, language: str, inside: tuple[str, ...], *, isolated: bool, attribute: bool
    ) -> None:
        self.is_attribute = attribute
        self.said = " ".join(said.split())
        self.language = language
        self.inside = inside
        self.is_isolated = isolated

    def __repr__(self) -> str:
        return f"{'/'.join(self.inside[-3:])} [{self.language}]: {self.said}"


class Reading(HTMLParser):
    """Every piece of text of a page that people see or hear."""

    SPOKEN_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[Text] = []
        self.links: list[str] = []
        self.switcher: list[str] = []
        self.root: dict[str, str] = {}
        self._open: list[tuple[str, str, bool]] = [("", "", False)]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the language and direction that hold inside."""
        given = dict(attrs)
        if tag == "html":
            self.root = {name: given.get(name) or "" for name in ("lang", "dir")}
        elif tag == "a" and given.get("href"):
            target = self.switcher if given.get("hreflang") else self.links
            target.append(given["href"] or "")
        _tag, language, isolated = self._open[-1]
        language = given.get("lang") or language
        # A block of its own direction is as good as an isolate.
        if tag != "html":
            isolated = isolated or tag == "bdi" or given.get("dir") in {"ltr", "auto"}
        for name in self.SPOKEN_ATTRIBUTES:
            if given.get(name):
                self._note(given[name] or "", language, isolated, attribute=True)
        if tag not in VOID:
            self._open.append((tag, language, isolated))

    def handle_endtag(self, tag: str) -> None:
        """Leave the element, and those that were not closed inside it."""
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note what is said here."""
        tag, language, isolated = self._open[-1]
        if data.strip() and tag not in {"script", "style"}:
            self._note(data, language, isolated)

    def _note(self, said: str, language: str, isolated: bool, *, attribute: bool = False) -> None:
        inside = tuple(tag for tag, _language, _isolated in self._open)
        text = Text(said, language, inside, isolated=isolated, attribute=attribute)
        self.pieces.append(text)


def all_content(*only: type[models.Model]) -> str:
    """Everything that stands in the database, as one text: what no catalogue has to translate."""
    found: list[str] = []
    kinds = (models.CharField, models.TextField, models.JSONField, StreamField)
    for model in only or apps.get_models():
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, kinds)]
        for row in model._default_manager.values_list(*names) if names else ():
            found += [
                str(list(value.raw_data) if hasattr(value, "raw_data") else value)
                for value in row
                if value
            ]
    return " ".join(strip_tags(" ".join(found)).replace("\\n", " ").split())
