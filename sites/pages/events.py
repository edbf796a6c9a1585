"""The events of a network."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from network_core.events.models import EVENT_SECTION, Event
from sites.frame import Crumb
from sites.pages.base import FixedSlug, NetworkPage, network_of

PER_PAGE = 20


class EventIndexPage(RoutablePageMixin, FixedSlug, NetworkPage, Page):
    """Coming events, and past ones below."""

    fixed_slug = EVENT_SECTION
    template = "sites/event_index.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *NetworkPage.text_panels]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("Veranstaltungen")
        verbose_name_plural = _("Veranstaltungen")

    @path("")
    def events(self, request: HttpRequest) -> HttpResponse:
        """Coming events, or with `?past=1` those that are over."""
        shown = Event.objects.shown_by(network_of(request))
        show_past = request.GET.get("past") == "1"
        events = shown.past() if show_past else shown.upcoming()
        events = events.for_cards().with_words()
        page = Paginator(events, PER_PAGE).get_page(request.GET.get("p"))
        return self.render(
            request,
            context_overrides={
                "events": page,
                "page_obj": page,
                "show_past": show_past,
                "query_string": "past=1" if show_past else "",
            },
        )

    @path("<slug:slug>/")
    def event(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One event, inside the frame of this site whichever network announces it."""
        event = Event.objects.public().filter(slug=slug).for_cards().with_words().first()
        if event is None:
            raise Http404
        return self.render(
            request,
            template="sites/event.html",
            context_overrides={
                "event": event,
                "words": event.words,
                "hosts": [host for host in event.hosts.all() if host.live],
                "canonical_url": event.get_canonical_url(),
                "alternates": [],
                "breadcrumb": [
                    *self.get_breadcrumb(request),
                    Crumb(event.words.title, event.get_path()),
                ],
            },
        )
