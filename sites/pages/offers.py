"""The offers that a network shows, and the page of one offer."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from network_core.directory.addresses import OFFER_SECTION
from network_core.directory.facets import OfferFilter
from network_core.directory.models import LocalNote, Offer
from network_core.directory.opening import week_of
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.taxonomy.models import Term
from network_core.words.languages import language_name
from sites.frame import Crumb
from sites.pages.base import FixedSlug, NetworkPage, network_of

PER_PAGE = 20


class OfferIndexPage(RoutablePageMixin, FixedSlug, NetworkPage, Page):
    """The offers of this network's list, with facets."""

    fixed_slug = OFFER_SECTION
    template = "sites/offer_index.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *NetworkPage.text_panels]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("Verzeichnis der Angebote")
        verbose_name_plural = _("Verzeichnisse der Angebote")

    @path("")
    def offers(self, request: HttpRequest) -> HttpResponse:
        """One page of offers, and the facets with their counts."""
        network = network_of(request)
        chosen = OfferFilter(request.GET, network)
        offers = chosen.offers().own_first(network).for_cards().with_words()
        page = Paginator(offers, PER_PAGE).get_page(request.GET.get("p"))
        return self.render(
            request,
            context_overrides={
                "offers": page,
                "page_obj": page,
                "total": page.paginator.count,
                "facets": chosen.facets(),
                "active_filters": chosen.active(),
                "query_string": chosen.query_string(),
            },
        )

    @path("<slug:slug>/")
    def offer(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One offer, inside the frame of this site whichever network looks after it."""
        network = network_of(request)
        offer = (
            Offer.objects.public()
            .filter(slug=slug)
            .exclude(hidden_by__network=network)
            .select_related("steward__site", "partner")
            .for_page()
            .with_words()
            .first()
        )
        if offer is None:
            raise Http404
        verifications = list(offer.verifications.all())
        return self.render(
            request,
            template="sites/offer.html",
            context_overrides={
                "offer": offer,
                "words": offer.words,
                "week": week_of(offer.hours.all()),
                "spoken_languages": [language_name(code) for code in offer.language_codes],
                "terms": _tags_of(offer),
                "verification": verifications[0] if verifications else None,
                "local_note": LocalNote.objects.filter(network=network, offer=offer)
                .with_words()
                .first(),
                "canonical_url": offer.get_canonical_url(),
                "alternates": [],
                "breadcrumb": [*self.get_breadcrumb(request), Crumb(offer.words.title, "")],
            },
        )


def _tags_of(offer: Offer) -> list[dict[str, str]]:
    """The topics and life situations of an offer, each leading to the list of what shares it."""
    chosen = {
        (scheme, term.slug)
        for scheme in ("topic", "life_situation")
        for term in getattr(offer, SCHEME_FIELDS[scheme]).all()
    }
    index = f"/{get_language()}/{OFFER_SECTION}/"
    terms = Term.objects.filter(
        scheme_id__in=("topic", "life_situation"), slug__in={slug for _scheme, slug in chosen}
    ).with_words()
    return [
        {"label": term.words.label, "url": f"{index}?{urlencode({term.scheme_id: term.slug})}"}
        for term in terms
        if (term.scheme_id, term.slug) in chosen
    ]
