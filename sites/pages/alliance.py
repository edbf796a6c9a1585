"""How a network works together: its groups, agreements and positions; networks of the month."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from network_core.alliance.models import (
    Agreement,
    Meeting,
    NetworkOfTheMonth,
    Position,
    WorkingGroup,
)
from network_core.alliance.models.agreement import AGREEMENTS
from network_core.alliance.models.group import GROUPS
from network_core.alliance.models.position import POSITIONS
from network_core.alliance.models.record import ALLIANCE_SECTION, AllianceRecord
from network_core.networks.homes import same_in_every_language
from network_core.networks.models import Network
from network_core.networks.requests import network_of
from sites.frame import Crumb
from sites.pages.base import FixedSlug, NetworkPage
from sites.versions import versions_of_record

PER_PAGE = 20
MEETINGS = 10
TEASERS = 6
MONTHS = "netzwerk-des-monats"


@dataclass(frozen=True)
class Section:
    """One kind of record with its list."""

    slug: str
    title: str | Promise
    empty: str | Promise
    model: type[AllianceRecord]

    def records(self, network: Network) -> Any:
        """What `network` shows of it, in order, as cards need it."""
        shown = self.model.objects.shown_by(network)
        return shown.in_order().for_cards().with_words()

    @property
    def card(self) -> str:
        """The template of one entry."""
        return f"sites/alliance/card_{self.model._meta.model_name}.html"


SECTIONS = {
    section.slug: section
    for section in (
        Section(
            GROUPS,
            _("Arbeitsgruppen"),
            _("Hier ist noch keine Arbeitsgruppe eingetragen."),
            WorkingGroup,
        ),
        Section(
            AGREEMENTS,
            _("Vereinbarungen"),
            _("Hier ist noch keine Vereinbarung eingetragen."),
            Agreement,
        ),
        Section(
            POSITIONS,
            _("Positionen"),
            _("Hier ist noch keine Stellungnahme oder Forderung veröffentlicht."),
            Position,
        ),
    )
}


class AlliancePage(RoutablePageMixin, FixedSlug, NetworkPage, Page):
    """Working groups, agreements and positions of a network; on the umbrella those of all."""

    fixed_slug = ALLIANCE_SECTION
    template = "sites/alliance/overview.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *NetworkPage.text_panels]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("Zusammenarbeit")
        verbose_name_plural = _("Zusammenarbeit")

    @path("")
    def overview(self, request: HttpRequest) -> HttpResponse:
        """The first entries of every list; kinds without any are named as such."""
        network = network_of(request)
        filled: list[dict[str, Any]] = []
        empty: list[dict[str, Any]] = []
        for section in SECTIONS.values():
            found = list(section.records(network)[: TEASERS + 1])
            row = {
                "section": section,
                "records": found[:TEASERS],
                "has_more": len(found) > TEASERS,
                "url": self._address(section.slug),
            }
            (filled if found else empty).append(row)
        return self.render(
            request,
            context_overrides={
                "filled": filled,
                "empty": empty,
                "months_url": self._address(MONTHS) if network.is_umbrella else "",
            },
        )

    @path(f"{MONTHS}/")
    def months(self, request: HttpRequest) -> HttpResponse:
        """The archive of the networks of the month, which the umbrella keeps."""
        if not network_of(request).is_umbrella:
            raise Http404
        return self._list(
            request,
            NetworkOfTheMonth.objects.shown().with_words(),
            {
                "title": _("Netzwerk des Monats"),
                "empty": _("Noch wurde kein Netzwerk des Monats gewählt."),
                "card": "sites/alliance/card_networkofthemonth.html",
                "address": self._address(MONTHS),
            },
        )

    @path("<slug:section>/")
    def records(self, request: HttpRequest, section: str) -> HttpResponse:
        """One page of all groups, agreements or positions."""
        chosen = _section(section)
        return self._list(
            request,
            chosen.records(network_of(request)),
            {
                "title": chosen.title,
                "empty": chosen.empty,
                "card": chosen.card,
                "address": self._address(section),
            },
        )

    @path("<slug:section>/<slug:slug>/")
    def record(self, request: HttpRequest, section: str, slug: str) -> HttpResponse:
        """One record, inside the frame of this site whichever network looks after it."""
        chosen = _section(section)
        records = chosen.model.objects.public_on(network_of(request)).filter(slug=slug)
        found = records.for_page().with_words().first()
        if found is None:
            raise Http404
        context = {
            "record": found,
            "words": found.words,
            "canonical_url": found.get_canonical_url(),
            "alternates": versions_of_record(request, found),
            "breadcrumb": [
                *self.get_breadcrumb(request),
                Crumb(str(chosen.title), self._address(section)),
                Crumb(found.words.title, found.get_path(), found.words_language),
            ],
        }
        if isinstance(found, WorkingGroup):
            meetings = Meeting.objects.public().filter(group=found).newest_first().with_words()
            page = Paginator(meetings, MEETINGS).get_page(request.GET.get("p"))
            context |= {"meetings": page, "page_obj": page}
        return self.render(request, template=found.preview_template, context_overrides=context)

    def _list(self, request: HttpRequest, entries: Any, context: dict[str, Any]) -> HttpResponse:
        page = Paginator(entries, PER_PAGE).get_page(request.GET.get("p"))
        title, address = str(context["title"]), context["address"]
        same_in_every_language(request, lambda code: f"/{code}/{address.split('/', 2)[2]}")
        return self.render(
            request,
            template="sites/alliance/list.html",
            context_overrides=context
            | {
                "title": title,
                "entries": page,
                "page_obj": page,
                "canonical_url": network_of(request).root_url + address,
                "alternates": [],
                "breadcrumb": [*self.get_breadcrumb(request), Crumb(title, address)],
            },
        )

    @staticmethod
    def _address(section: str) -> str:
        return f"/{get_language()}/{ALLIANCE_SECTION}/{section}/"


def _section(slug: str) -> Section:
    """The section of an address, or 404."""
    if slug not in SECTIONS:
        raise Http404
    return SECTIONS[slug]
