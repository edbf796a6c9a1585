"""What blocks need to know while they are rendered: network, language, and what is shown.

Everything is read once per request, however many blocks a page has.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Locale

from network_core.directory.models import Offer, Partner
from network_core.networks.models import Network
from network_core.taxonomy.models import Term, TermTree

KEPT_AS = "_block_rendering"


class Rendering:
    """One request for one network in one language."""

    def __init__(
        self,
        network: Network | None,
        language: str,
        request: HttpRequest | None,
        page: Any = None,
    ) -> None:
        self.given_network = network
        self.language = language
        self.request = request
        self.page = page

    @cached_property
    def network(self) -> Network | None:
        """The network of the request; without one (previews) the umbrella, else the first."""
        return self.given_network or Network.objects.umbrella() or Network.objects.first()

    @cached_property
    def locale(self) -> Locale:
        """The locale of the visitor's language; usually it has been read with the page."""
        locale: Locale | None = getattr(self.page, "locale", None)
        if locale is not None and locale.language_code == self.language:
            return locale
        return Locale.get_active()

    @cached_property
    def terms(self) -> dict[tuple[str, str], Term]:
        """All terms with their words, by scheme and slug."""
        terms = Term.objects.with_words(self.locale)
        return {(term.scheme_id, term.slug): term for term in terms}

    @cached_property
    def term_tree(self) -> TermTree:
        """Which term stands below which, from the terms that are read anyway."""
        return TermTree({term.pk: term.parent_id for term in self.terms.values()})

    @cached_property
    def offers(self) -> Any:
        """The offers that the network shows, as a queryset to filter."""
        if self.network is None:
            return Offer.objects.none()
        return Offer.objects.shown_by(self.network)

    @cached_property
    def partners(self) -> Any:
        """The partners that the network shows, as a queryset to filter."""
        if self.network is None:
            return Partner.objects.none()
        return Partner.objects.shown_by(self.network)

    def find_terms(self, scheme: str, slugs: Iterable[str]) -> list[Term]:
        """The terms of a scheme with these slugs; slugs that do not exist are left out."""
        found = (self.terms.get((scheme, slug)) for slug in slugs)
        return [term for term in found if term is not None]


def rendering_for(context: Mapping[str, Any]) -> Rendering:
    """The rendering that belongs to the context of a template."""
    request = context.get("request")
    network = context.get("network") or getattr(request, "network", None)
    language = get_language() or settings.LANGUAGE_CODE
    page = context.get("page")
    if request is None:
        return Rendering(network, language, None, page)
    kept: dict[Any, Rendering] = request.__dict__.setdefault(KEPT_AS, {})
    key = (network.pk if network else None, language)
    if key not in kept:
        kept[key] = Rendering(network, language, request, page)
    return kept[key]


def is_preview(context: Mapping[str, Any]) -> bool:
    """Whether an editor looks at a draft or at the preview of a single block."""
    return "block_def" in context or bool(getattr(context.get("request"), "is_preview", False))
