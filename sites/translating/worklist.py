"""What of a network is not there in a language, or is older than the German text.

One query for each kind of record, one for pages and one for the views, whatever their number. The
rows of one network and language are put in order here and not by the database: they come from
fourteen tables, and what they are sorted by from another.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from network_core.directory.addresses import record_path
from network_core.networks.homes import path_of_page
from network_core.networks.models import Network
from network_core.statistics.figures import page_views
from network_core.translations.models import TranslationState
from sites.translating.kinds import KINDS, PAGE, WordsKind

VIEWS_OF = timedelta(days=90)


class State(TextChoices):
    """What is to be done about a translation."""

    MISSING = "missing", _("fehlt")
    STALE = "stale", _("deutscher Text ist neuer")
    DRAFT = "draft", _("Entwurf wartet auf Veröffentlichung")


@dataclass(frozen=True)
class Entry:
    """One text to translate.

    `key` is that of the kind, `pk` that of the German page or the record, `target` that of the
    page in the other language. `views` is None for what has no address of its own.
    """

    key: str
    label: str | Promise
    pk: int
    title: str
    state: State
    has_draft: bool
    views: int | None
    target: int | None = None


def entries(network: Network, language: str, keys: Collection[str] = ()) -> list[Entry]:
    """What `network` has to do in `language`, the most read first; `keys` names the kinds."""
    since = timezone.localdate() - VIEWS_OF
    own = page_views(network, settings.LANGUAGE_CODE, since)
    # What the umbrella looks after is read on the sites of all.
    views = page_views(None, settings.LANGUAGE_CODE, since) if network.is_umbrella else own
    found: list[Entry] = []
    if not keys or PAGE in keys:
        found += _pages(network, language, own)
    for kind in KINDS.values():
        if not keys or kind.key in keys:
            found += _records(kind, network, language, views)
    return sorted(found, key=lambda each: (-(each.views or 0), each.title.casefold(), each.key))


def _records(
    kind: WordsKind, network: Network, language: str, views: dict[str, int]
) -> Iterator[Entry]:
    texts: Any = kind.text_model
    rows = texts.objects.filter(record=OuterRef("pk")).order_by()
    own = rows.filter(locale__language_code=language)
    records = (
        kind.with_something_to_say(kind.of(network))
        .annotate(
            german=_hash(rows.filter(locale__language_code=settings.LANGUAGE_CODE)),
            made_from=_hash(own.filter(live=True)),
            has_draft=Exists(own.filter(has_unpublished_changes=True)),
        )
        .filter(Q(made_from=None) | ~Q(made_from=F("german")) | Q(has_draft=True))
        .order_by()
        .values_list("pk", kind.title, "german", "made_from", "has_draft", *kind.places.values())
    )
    for pk, title, german, made_from, has_draft, *slugs in records:
        paths = [
            record_path(section, slug, settings.LANGUAGE_CODE)
            for section, slug in zip(kind.places, slugs, strict=True)
            if slug
        ]
        state = _state(made_from is None, made_from != german)
        count = views.get(paths[0], 0) if paths else None
        yield Entry(kind.key, kind.label, pk, title, state, has_draft, count)


def _pages(network: Network, language: str, views: dict[str, int]) -> Iterator[Entry]:
    home = network.site.root_page
    own = Page.objects.filter(
        translation_key=OuterRef("translation_key"),
        locale__language_code=language,
        alias_of__isnull=True,
    ).order_by()
    states = TranslationState.objects.filter(translation_key=OuterRef("translation_key")).order_by()
    pages = (
        Page.objects.descendant_of(home, inclusive=True)
        .live()
        .public()
        .annotate(
            target=Subquery(own.values("pk")[:1]),
            is_there=Exists(own.filter(live=True)),
            has_draft=Exists(own.filter(has_unpublished_changes=True)),
            german=_hash(states.filter(language=settings.LANGUAGE_CODE)),
            made_from=_hash(states.filter(language=language)),
        )
        .order_by()
        .values_list(
            *("pk", "title", "url_path", "target"),
            *("is_there", "has_draft", "german", "made_from"),
        )
    )
    for pk, title, path, target, is_there, has_draft, german, made_from in pages:
        is_stale = bool(german and made_from and german != made_from)
        if is_there and not is_stale and not has_draft:
            continue
        address = path_of_page(settings.LANGUAGE_CODE, path)
        state = _state(not is_there, is_stale)
        yield Entry(PAGE, _("Seite"), pk, title, state, has_draft, views.get(address, 0), target)


def _hash(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.values("source_hash")[:1])


def _state(is_missing: bool, is_stale: bool) -> State:
    if is_missing:
        return State.MISSING
    return State.STALE if is_stale else State.DRAFT
