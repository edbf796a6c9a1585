"""The events of a network: what is coming, month by month, what is over, and each on its own."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from network_core.events.models import EVENT_SECTION, Event, Occurrence
from network_core.events.timing import Month, Precision, day_in_words, local
from network_core.networks.homes import keep_choices
from network_core.networks.models import Network
from network_core.networks.requests import network_of
from sites.frame import Crumb
from sites.pages.base import FixedSlug, NetworkPage
from sites.versions import versions_of_record

PER_PAGE = 20
PER_MONTH_PAGE = 100


class EventIndexPage(RoutablePageMixin, FixedSlug, NetworkPage, Page):
    """Coming events, those of a month, and past ones."""

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
        """What is coming; with `?monat=2026-12` one month, with `?past=1` what is over."""
        network = network_of(request)
        if "monat" in request.GET:
            shown = _month_view(request, network)
        elif request.GET.get("past") == "1":
            past = Event.objects.shown_by(network).past().for_cards().with_words()
            shown = {"view": "past", "page_obj": _cut(past, request), "query_string": "past=1"}
        else:
            coming = Occurrence.objects.shown_by(network).upcoming().for_cards()
            shown = {"view": "coming", "page_obj": _cut(coming, request), "query_string": ""}
        keep_choices(request, shown["query_string"])
        address = self.get_url(request)
        shown |= {
            "calendar_url": f"{address}kalender.ics",
            "this_month": str(Month.of(timezone.now())),
        }
        if shown["view"] == "month":
            shown["canonical_url"] = f"{self.get_full_url(request)}?monat={shown['month']}"
        return self.render(request, context_overrides=shown)

    @path("<slug:slug>/")
    def event(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One event, inside the frame of this site whichever network announces it."""
        events = Event.objects.public_on(network_of(request)).filter(slug=slug)
        event = events.for_page().with_words().first()
        if event is None:
            raise Http404
        return self.render(
            request,
            template="sites/event.html",
            context_overrides={
                "event": event,
                "words": event.words,
                "canonical_url": event.get_canonical_url(),
                "alternates": versions_of_record(request, event),
                "breadcrumb": [
                    *self.get_breadcrumb(request),
                    Crumb(event.words.title, event.get_path(), event.words_language),
                ],
            },
        )


def _cut(rows: QuerySet, request: HttpRequest, per_page: int = PER_PAGE) -> ListPage:
    return Paginator(rows, per_page).get_page(request.GET.get("p"))


def _month_view(request: HttpRequest, network: Network) -> dict[str, Any]:
    """What takes place in one month, by day, and the ways to the months before and after.

    There are pages from the first month with an event to the last one only, so that nobody who
    follows every link walks through all time.
    """
    try:
        month = Month.parse(request.GET["monat"])
    except ValueError as error:
        raise Http404 from error
    rows = Occurrence.objects.shown_by(network)
    ends = rows.aggregate(first=Min("begin"), last=Max("end"))
    this_month = Month.of(timezone.now())
    first = min(this_month, Month.of(ends["first"])) if ends["first"] else this_month
    last = max(this_month, Month.of(ends["last"])) if ends["last"] else this_month
    if not first <= month <= last:
        raise Http404
    rows = rows.between(month.begin, month.shifted(1).begin).for_cards()
    page = _cut(rows, request, PER_MONTH_PAGE)
    return {
        "view": "month",
        "month": month,
        "days": _by_day(page.object_list, month),
        "page_obj": page,
        "query_string": f"monat={month}",
        "previous_month": month.shifted(-1) if month > first else None,
        "next_month": month.shifted(1) if month < last else None,
    }


def _by_day(rows: Iterable[Occurrence], month: Month) -> list[tuple[str, list[Occurrence]]]:
    """The times of a month under the days on which they begin, the vague ones first.

    What began earlier stands at the first of the month.
    """
    vague: list[Occurrence] = []
    days: dict[date, list[Occurrence]] = {}
    for row in rows:
        if row.event.precision == Precision.MONTH:
            vague.append(row)
        else:
            days.setdefault(local(max(row.begin, month.begin)).date(), []).append(row)
    named = [(day_in_words(day), days[day]) for day in sorted(days)]
    return [(_now("Tag nicht bekannt"), vague), *named] if vague else named
