"""The partners of a network, and the page of one partner."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from network_core.directory.addresses import PARTNER_SECTION
from network_core.directory.models import LocalNote, Membership, Offer, Partner
from network_core.networks.homes import keep_choices
from network_core.networks.openness import of_open_network
from network_core.networks.requests import network_of
from sites.frame import Crumb
from sites.pages.base import FixedSlug, NetworkPage, redirect_to_successor
from sites.pages.portraits import portraits_of
from sites.versions import versions_of_record

PER_PAGE = 24
OFFERS = 50


class PartnerIndexPage(RoutablePageMixin, FixedSlug, NetworkPage, Page):
    """The directory of partners."""

    fixed_slug = PARTNER_SECTION
    template = "sites/partner_index.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *NetworkPage.text_panels]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("Verzeichnis der Partner")
        verbose_name_plural = _("Verzeichnisse der Partner")

    @path("")
    def partners(self, request: HttpRequest) -> HttpResponse:
        """One page of partners, narrowed by kind."""
        partners = Partner.objects.shown_by(network_of(request))
        kinds = [kind for kind in request.GET.getlist("kind") if kind in Partner.Kind.values]
        choices = _kind_query(kinds)
        keep_choices(request, choices)
        counts = dict(partners.order_by().values_list("kind").annotate(Count("pk")))
        if kinds:
            partners = partners.filter(kind__in=kinds)
        partners = partners.with_words().order_by("name", "pk")
        page = Paginator(partners, PER_PAGE).get_page(request.GET.get("p"))
        return self.render(
            request,
            context_overrides={
                "partners": page,
                "page_obj": page,
                "total": page.paginator.count,
                "query_string": choices,
                "active_filters": [
                    {
                        "label": Partner.Kind(kind).label,
                        "remove_url": "?" + _kind_query([k for k in kinds if k != kind]),
                    }
                    for kind in kinds
                ],
                "facets": [_kind_facet(kinds, counts)],
            },
        )

    @path("<slug:slug>/")
    def partner(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One partner, inside the frame of this site whichever network looks after it."""
        network = network_of(request)
        memberships = Membership.objects.current().filter(of_open_network("network"))
        memberships = memberships.select_related("network__site")
        partner = (
            Partner.objects.reachable_on(network)
            .filter(slug=slug)
            .select_related("steward__site", "logo")
            .prefetch_related(Prefetch("memberships", memberships, to_attr="current_memberships"))
            .with_words()
            .first()
        )
        if partner is None:
            return redirect_to_successor(PARTNER_SECTION, slug)
        offers = Offer.objects.reachable_on(network).filter(partner=partner)
        return self.render(
            request,
            template="sites/partner.html",
            context_overrides={
                "partner": partner,
                "words": partner.words,
                "memberships": partner.current_memberships,
                "offers": list(offers.for_cards().with_words()[:OFFERS]),
                "portraits": portraits_of(partner),
                "local_note": LocalNote.objects.filter(network=network, partner=partner)
                .with_words()
                .first(),
                "canonical_url": partner.get_canonical_url(),
                "alternates": versions_of_record(request, partner),
                "breadcrumb": [
                    *self.get_breadcrumb(request),
                    Crumb(partner.name, partner.get_path(), settings.LANGUAGE_CODE),
                ],
            },
        )


def _kind_query(kinds: list[str]) -> str:
    return urlencode([("kind", kind) for kind in kinds])


def _kind_facet(selected: list[str], counts: dict[str, int]) -> dict[str, Any]:
    return {
        "name": "kind",
        "label": _("Art"),
        "options": [
            {
                "value": value,
                "label": label,
                "count": counts[value],
                "is_selected": value in selected,
            }
            for value, label in Partner.Kind.choices
            if counts.get(value)
        ],
    }
