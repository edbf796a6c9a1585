"""The offers that a network shows, and the page of one offer."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from network_core.directory.addresses import OFFER_SECTION
from network_core.directory.facets import OfferFilter
from network_core.directory.models import LocalNote, Offer
from network_core.directory.showing import instead_of, offer_facts
from network_core.networks.homes import keep_choices, same_in_every_language
from network_core.networks.requests import network_of
from network_core.pathways.situations import pathways_for
from network_core.taxonomy.addresses import address_of_successors
from sites.frame import Crumb
from sites.pages.base import FixedSlug, NetworkPage, redirect_to_successor
from sites.versions import versions_of_record

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
        if address := address_of_successors(request):
            return HttpResponsePermanentRedirect(address)
        network = network_of(request)
        chosen = OfferFilter(request.GET, network)
        choices = chosen.query_string()
        keep_choices(request, choices)
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
                "pathways": pathways_for(chosen.chosen["life_situation"], network),
                "query_string": choices,
            },
        )

    @path("<slug:slug>/")
    def offer(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One offer, inside the frame of this site whichever network looks after it."""
        network = network_of(request)
        offer = (
            Offer.objects.reachable_on(network)
            .filter(slug=slug)
            .select_related("steward__site", "partner")
            .for_page()
            .with_words()
            .first()
        )
        if offer is None:
            return self._former_offer(request, slug)
        return self.render(
            request,
            template="sites/offer.html",
            context_overrides={
                "offer": offer,
                "words": offer.words,
                **offer_facts(offer),
                "local_note": LocalNote.objects.filter(network=network, offer=offer)
                .with_words()
                .first(),
                "canonical_url": offer.get_canonical_url(),
                "alternates": versions_of_record(request, offer),
                "breadcrumb": [
                    *self.get_breadcrumb(request),
                    Crumb(offer.words.title, "", offer.words_language),
                ],
            },
        )

    def _former_offer(self, request: HttpRequest, slug: str) -> HttpResponse:
        """What an address says whose offer or network has ended, was withdrawn, is long unchecked.

        410 where the offer is gone for good; 404 where it comes back with the next check.
        """
        network = network_of(request)
        offer = Offer.objects.former_on(network).filter(slug=slug).for_cards().with_words().first()
        if offer is None:
            return redirect_to_successor(OFFER_SECTION, slug)
        is_unchecked = not offer.is_expired and offer.live and offer.steward.is_open
        same_in_every_language(request, offer.get_path)
        response = self.render(
            request,
            template="sites/offer_gone.html",
            context_overrides={
                "offer": offer,
                "words": offer.words,
                "is_unchecked": is_unchecked,
                "instead": instead_of(offer, network),
                "canonical_url": "",
                "alternates": [],
                "breadcrumb": [
                    *self.get_breadcrumb(request),
                    Crumb(offer.words.title, "", offer.words_language),
                ],
            },
        )
        response.status_code = 404 if is_unchecked else 410
        return response
