"""Events in the admin."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from network_core.events.forms import EventForm
from network_core.events.models import Event
from network_core.events.panels import EVENT_PANELS
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
    menu_order = 120
    add_to_admin_menu = True
    ordering = ["-begin"]
    list_display = ["title", "begin", "place_name", "network", StatusColumn()]
    list_related = ("network",)
    filterset_class = EventFilter
    search_fields = ["title", "summary", "place_name"]
    chooser_search_fields = ("title", "place_name")
    inspect_view_enabled = False
    panels = EVENT_PANELS
