"""Events in the admin."""

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from network_core.directory.proposals.views import AnsweringView
from network_core.directory.proposals.viewset import AnsweredViewSet
from network_core.events.co_hosting import NotWaitingError, accept, decline
from network_core.events.forms import EventForm
from network_core.events.models import CoHost, Event
from network_core.events.panels import EVENT_PANELS
from network_core.tenancy.access import person_of
from network_core.tenancy.columns import StatusColumn
from network_core.tenancy.viewsets import TenantSnippetViewSet


class EventFilter(WagtailFilterSet):
    """Filters of the list of events."""

    begin = django_filters.DateFromToRangeFilter(label=_("Beginn"), widget=DateRangePickerWidget)

    class Meta:
        model = Event
        fields = ["begin", "is_online", "is_cancelled", "live"]


class EventViewSet(TenantSnippetViewSet):
    """The events of one's own network."""

    model = Event
    form_base = EventForm
    icon = "date"
    menu_label = _("Veranstaltungen")
    ordering = ["-begin"]
    list_display = ["title", "begin", "place_name", "network", StatusColumn()]
    list_related = ("network",)
    filterset_class = EventFilter
    search_fields = ["title", "summary", "place_name"]
    chooser_search_fields = ("title", "place_name")
    inspect_view_enabled = False
    panels = EVENT_PANELS


class CoHostView(AnsweringView):
    """One event and one network: read by both, answered by the network that is asked."""

    template_name = "events/co_host.html"
    heading = _("Gemeinsame Veranstaltung")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Accept or decline."""
        if not self.may("decide"):
            raise PermissionDenied
        user = person_of(request)
        try:
            if "accept" in request.POST:
                accept(self.object, user)
                text = gettext("Die Veranstaltung steht jetzt auch in Ihrem Kalender.")
            else:
                decline(self.object, user)
                text = gettext("Die Veranstaltung steht nicht in Ihrem Kalender.")
            messages.success(request, text)
        except NotWaitingError:
            text = gettext("Die Anfrage gilt nicht mehr: Sie wurde zurückgezogen.")
            messages.warning(request, text)
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The event as the public sees it, and what may be answered."""
        co_host: CoHost = self.object
        event = co_host.event
        answers = self.may("decide") and event.live
        return super().get_context_data(**kwargs) | {
            "co_host": co_host,
            "event_url": event.network.root_url + event.get_path("de") if event.live else "",
            "may_accept": answers and co_host.may_accept,
            "may_decline": answers and co_host.may_decline,
        }


class CoHostViewSet(AnsweredViewSet):
    """Events of others that ask one's own network, and networks that one's own events ask."""

    model = CoHost
    name = "gemeinsame-veranstaltungen"
    icon = "group"
    menu_label = _("Gemeinsame Veranstaltungen")
    inspect_view_class = CoHostView
    inspect_template_name = "events/co_host.html"
    list_display = [
        Column("event", label=_("Veranstaltung")),
        Column("owner", label=_("Angekündigt von"), accessor="event.network.short_name"),
        "network",
        "status",
        DateColumn("asked_at", label=_("Angefragt am"), sort_key="asked_at"),
    ]
    list_filter = ["status"]
    list_related = ("event__network", "network")
    search_fields = ["event__title"]


class EventGroup(SnippetViewSetGroup):
    """Events, and what networks do together, below one entry of the menu."""

    items = (EventViewSet, CoHostViewSet)
    menu_label = _("Veranstaltungen")
    menu_icon = "date"
    menu_name = "veranstaltungen"
    menu_order = 120
