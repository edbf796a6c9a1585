"""Pages in search, of whatever type.

The page types live in a layer above, so that they are read by what they offer and not by what
they are: `introduction`, `body` (a StreamField), `topics`, `tags`, and `search_type` for a type
that visitors filter by ("news"); a page without one is a "page".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Subquery
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction

from network_core.networks.homes import path_of_page
from network_core.networks.models import Network
from search.documents.base import (
    FOREVER,
    Draft,
    Hit,
    HitContext,
    holding,
    minute,
    object_key,
    stands_for,
)
from search.documents.terms import TermLabels
from search.engines.base import IndexDocument

ROOT_LENGTH = Page.steplen * 2
KIND_LABELS = {"page": _("Seite"), "news": _("Neuigkeit")}


class PageSource:
    """One document per page; a page's translations are pages of their own."""

    type = "page"

    def pks(self) -> Iterable[int]:
        """All pages of all sites."""
        return (
            Page.objects.filter(depth__gt=1).order_by("pk").values_list("pk", flat=True).iterator()
        )

    def documents(self, pks: Sequence[int]) -> Iterator[tuple[int, tuple[IndexDocument, ...]]]:
        """The documents of those pages that are live, public and below a network's root.

        Aliases are left out: they would show the same text twice.
        """
        pages = list(
            _findable(pks).filter(alias_of__isnull=True).select_related("locale").specific()
        )
        networks = network_roots(Network.objects.open().select_related("site__root_page"))
        translated: dict[object, set[str]] = defaultdict(set)
        rows = (
            Page.objects.live()
            .public()
            .filter(translation_key__in={page.translation_key for page in pages})
            .filter(alias_of__isnull=True)
            .values_list("translation_key", "locale__language_code")
        )
        for key, code in rows:
            translated[key].add(code)
        terms = TermLabels()
        for page in pages:
            network = networks.get(page.path[:ROOT_LENGTH])
            if network is not None:
                yield page.pk, (self._document(page, network, translated, terms),)

    def _document(
        self,
        page: Page,
        network: Network,
        translated: Mapping[object, set[str]],
        terms: TermLabels,
    ) -> IndexDocument:
        language = page.locale.language_code
        topics = [term.pk for term in page.topics.all()] if hasattr(page, "topics") else []
        tags = [tag.name for tag in page.tags.all()] if hasattr(page, "tags") else []
        return Draft(
            type=self.type,
            kind=kind_of(page),
            pk=page.pk,
            language=language,
            stands_for=stands_for(language, translated[page.translation_key]),
            title=page.title,
            lead=getattr(page, "introduction", "") or page.search_description,
            mentions=[*terms.labels(topics, language), *tags],
            body=[
                page.search_description,
                *getattr(page, "search_texts", ()),
                *body_texts(page),
            ],
            facets={**terms.facets(topics), "network": [network.slug]},
            visible_until=minute(page.expire_at) if page.expire_at else FOREVER,
        ).build()

    def named(self, words: Sequence[str], limit: int) -> list[int]:
        """Public ones by title and summary."""
        found = holding(Page.objects.live().public().filter(depth__gt=1), ["title"], words)
        return list(found.order_by("pk").values_list("pk", flat=True)[:limit])

    def hits(self, pks: Sequence[int], context: HitContext) -> Mapping[int, Hit]:
        """Pages that are live and public now, whatever the index believes."""
        root = Page.objects.filter(depth=2, path=Substr(OuterRef("path"), 1, ROOT_LENGTH))
        restrictions = PageViewRestriction.objects.annotate(
            below=ExpressionWrapper(OuterRef("path"), CharField())
        ).filter(below__startswith=F("page__path"))
        pages = (
            Page.objects.filter(~Exists(restrictions), pk__in=pks, depth__gt=1)
            .live()
            .annotate(root_key=Subquery(root.values("translation_key")[:1]))
            .select_related("locale", "content_type")
        )
        networks = {each.site.root_page.translation_key: each for each in context.networks}
        found: dict[int, Hit] = {}
        for page in pages:
            network = networks.get(page.root_key)
            if network is None:
                continue
            code = page.locale.language_code
            is_own = network.pk == context.network.pk
            path = path_of_page(code, page.url_path)
            kind = kind_of(page)
            found[page.pk] = Hit(
                object=object_key(self.type, page.pk),
                slug=page.slug,
                title=page.title,
                url=path if is_own else network.root_url + path,
                type=kind,
                type_label=KIND_LABELS.get(kind, KIND_LABELS["page"]),
                network=network.slug,
                network_name=network.short_name,
                is_own=is_own,
                language=code,
                is_dormant=network.is_dormant,
            )
        return found


def _findable(pks: Sequence[int]) -> Page:
    return Page.objects.filter(pk__in=pks, depth__gt=1).live().public()


def network_roots(networks: Iterable[Network]) -> dict[str, Network]:
    """Path of the root page of each language → its network."""
    by_key = {network.site.root_page.translation_key: network for network in networks}
    roots = Page.objects.filter(depth=2).values_list("path", "translation_key")
    return {path: by_key[key] for path, key in roots if key in by_key}


def kind_of(page: Page) -> str:
    """The value of the type filter: what the page's class says of itself, else "page"."""
    kind = getattr(page.specific_class or Page, "search_type", "page")
    return kind if kind in KIND_LABELS else "page"


def body_texts(page: Page) -> list[str]:
    """The texts of the page's body, as its blocks give them out for search."""
    try:
        body = page._meta.get_field("body")
    except FieldDoesNotExist:
        return []
    get_content = getattr(body, "get_searchable_content", None)
    return [str(text) for text in get_content(page.body)] if get_content else []
