"""The product's lists of other words → rows that people may change."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

from django.db import transaction
from django.utils.text import slugify

from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from search.analysis.synonyms import Group, make_group
from search.curation.models import WordGroup, lines

LANGUAGES = ("de", "en", "tr", "ar", "uk", "ru", "fa")


@dataclass(frozen=True, slots=True)
class ShippedWords:
    """One entry of a list."""

    language: str
    names: tuple[str, ...]
    phrases: tuple[str, ...]
    terms: tuple[str, ...]

    @property
    def key(self) -> str:
        """What the entry is called for ever: its language and its first name."""
        return f"{self.language}:{slugify(self.names[0], allow_unicode=True)}"

    @property
    def fingerprint(self) -> str:
        """Changes when the entry does."""
        return fingerprint(self.names, self.phrases, self.terms)

    def group(self) -> Group:
        """The entry as the search uses it."""
        return make_group(self.names, self.phrases, language=self.language, terms=self.terms)


def shipped_words(language: str) -> Iterator[ShippedWords]:
    """The entries of the product's list for a language; none where there is no list."""
    source = resources.files("search.curation").joinpath("data", f"{language}.toml")
    if not source.is_file():
        return
    for entry in tomllib.loads(source.read_text("utf-8"))["groups"]:
        yield ShippedWords(
            language,
            tuple(entry["names"]),
            tuple(entry.get("phrases", ())),
            tuple(entry.get("terms", ())),
        )


def fingerprint(names: Iterable[str], phrases: Iterable[str], terms: Iterable[str]) -> str:
    """A short text that differs when the words or terms do."""
    content = json.dumps([list(names), list(phrases), sorted(terms)], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


@transaction.atomic
def load_words() -> int:
    """Bring the umbrella's rows up to the product's lists; how many were made or renewed.

    What people have changed is left as it is. An entry that shall not hold is emptied of its
    phrases and terms rather than deleted: what is deleted comes back.
    """
    umbrella = Network.objects.umbrella()
    if umbrella is None:
        return 0
    terms = {f"{term.scheme_id}:{term.slug}": term for term in Term.objects.all()}
    rows = {row.key: row for row in WordGroup.objects.exclude(key="").prefetch_related("terms")}
    changed = 0
    for language in LANGUAGES:
        for words in shipped_words(language):
            row = rows.get(words.key)
            if row is None:
                row = WordGroup(network=umbrella, language=language, key=words.key)
            elif row.shipped_hash == words.fingerprint or _content(row) != row.shipped_hash:
                # Up to date, or changed by people.
                continue
            row.names = "\n".join(words.names)
            row.phrases = "\n".join(words.phrases)
            row.shipped_hash = words.fingerprint
            row.terms = [terms[name] for name in words.terms if name in terms]
            row.save()
            changed += 1
    return changed


def _content(row: WordGroup) -> str:
    names = [f"{term.scheme_id}:{term.slug}" for term in row.terms.all()]
    return fingerprint(lines(row.names), lines(row.phrases), names)
