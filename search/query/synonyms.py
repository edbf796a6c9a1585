"""The synonyms that hold on a site: the taxonomy's and the word lists', kept for a short while."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from threading import Lock

from django.conf import settings

from network_core.taxonomy.models import Term, TermText
from search.analysis.synonyms import Group, Synonyms, make_group
from search.curation.loading import shipped_words
from search.curation.models import WordGroup

_SECONDS = 30.0
# „Kita und Krippe“ names two things: neither is another word for the other.
_TWO_THINGS = re.compile(r"\b(?:und|oder|and|or|ve|и|та|и|و)\b|[,/&]")

_lock = Lock()
_kept: dict[tuple[str, int | None], tuple[float, object, Synonyms]] = {}


def synonyms_for(network_id: int | None) -> Callable[[str], Synonyms]:
    """All groups of a language that hold on a network's site; the umbrella's hold everywhere.

    At most half a minute old; at once new in the same process. Read anew only what has changed.
    """

    def of(language: str) -> Synonyms:
        known = _kept.get((language, network_id))
        if known and time.monotonic() - known[0] < _SECONDS:
            return known[2]
        rows = (_terms(language), _words(language, network_id), _broad())
        if known and known[1] == rows:
            table = known[2]
        else:
            taxonomy, words, broad = rows
            table = Synonyms([*_groups(taxonomy, language), *_listed(words, language)], broad)
        with _lock:
            _kept[language, network_id] = (time.monotonic(), rows, table)
        return table

    return of


def synonyms_instead_of(
    pk: int | None, entry: WordGroup | None, network_id: int | None
) -> Callable[[str], Synonyms]:
    """The synonyms as they would be with another entry in the place of the one with this key."""

    def of(language: str) -> Synonyms:
        words = [row for row in _words(language, network_id) if row[0] != pk]
        groups = [*_groups(_terms(language), language), *_listed(tuple(words), language)]
        if entry is not None and _chain(entry.language) == _chain(language):
            groups.append(entry.group())
        return Synonyms(groups, _broad())

    return lru_cache(maxsize=8)(of)


def forget() -> None:
    """Read anew at the next question: a term or a word has changed."""
    with _lock:
        _kept.clear()


_TermRow = tuple[str, str, str, str]
_WordRow = tuple[int | None, str, str, tuple[str, ...]]


def _terms(language: str) -> tuple[_TermRow, ...]:
    """Scheme, slug, label and synonyms of every term that has words in the language."""
    if language == settings.LANGUAGE_CODE:
        rows = Term.objects.order_by("pk").values_list("scheme_id", "slug", "label", "synonyms")
    else:
        rows = (
            TermText.objects.filter(live=True, locale__language_code=language)
            .order_by("pk")
            .values_list("record__scheme_id", "record__slug", "label", "synonyms")
        )
    return tuple(rows)


def _words(language: str, network_id: int | None) -> tuple[_WordRow, ...]:
    """The entries of the word lists; those of the product while no rows have been made of them."""
    rows = WordGroup.objects.filter(language__startswith=_chain(language)).order_by("pk")
    own = rows.filter(network__is_umbrella=True)
    if network_id is not None:
        own |= rows.filter(network_id=network_id)
    entries = list(own.values_list("pk", "names", "phrases", "key"))
    terms: dict[int, list[str]] = {}
    through = WordGroup.terms.through.objects.filter(wordgroup__in=own.order_by().values("pk"))
    for pk, scheme, slug in through.order_by("pk").values_list(
        "wordgroup_id", "term__scheme_id", "term__slug"
    ):
        terms.setdefault(pk, []).append(f"{scheme}:{slug}")
    found: list[_WordRow] = [
        (pk, names, phrases, tuple(terms.get(pk, ()))) for pk, names, phrases, _ in entries
    ]
    if not any(key for *_, key in entries):
        found.extend(
            (None, "\n".join(each.names), "\n".join(each.phrases), each.terms)
            for each in shipped_words(_chain(language))
        )
    return tuple(found)


def _groups(rows: Iterable[_TermRow], language: str) -> Iterable[Group]:
    for scheme, slug, label, synonyms in rows:
        names = [] if _TWO_THINGS.search(label) else [label]
        phrases = [line.strip() for line in synonyms.splitlines() if line.strip()]
        yield make_group(names, phrases, language=language, terms=[f"{scheme}:{slug}"], label=label)


def _listed(rows: Iterable[_WordRow], language: str) -> Iterable[Group]:
    for _, names, phrases, terms in rows:
        yield make_group(
            names.splitlines(), phrases.splitlines(), language=_chain(language), terms=terms
        )


def _broad() -> tuple[str, ...]:
    """Terms with others below them."""
    rows = Term.objects.filter(children__isnull=False).distinct().order_by("pk")
    return tuple(f"{scheme}:{slug}" for scheme, slug in rows.values_list("scheme_id", "slug"))


def _chain(language: str) -> str:
    return "de" if language.startswith("de") else language
