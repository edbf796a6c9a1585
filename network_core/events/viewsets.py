"""Events in the admin."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)

from network_core.events.models import Event
from network_core.tenancy.columns import StatusColumn
from network_core.tenancy.panels import NamePanel, OwnerPanel, SlugPanel
from network_core.tenancy.viewsets import TenantSnippetViewSet


class EventFilter(WagtailFilterSet):
    """Filters of the list of events."""

    begin = django_filters.DateFromToRangeFilter(label=_("Beginn"), widget=DateRangePickerWidget)

    class Meta:
        model = Event
        fields = ["begin", "is_online", "live"]


class EventViewSet(TenantSnippetViewSet):
    """The events of one's own network."""

    model = Event
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
    panels = [
        ObjectList(
            [
                NamePanel("title"),
                SlugPanel(),
                FieldRowPanel([FieldPanel("begin"), FieldPanel("end")]),
                FieldPanel("precision"),
                FieldPanel("precision"),
                FieldPanel("summary", widget=forms.Textarea(attrs={"rows": 2})),
                FieldPanel("description"),
                FieldPanel("audience"),
                FieldPanel("cost_note"),
                FieldPanel("hosts", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("Was und wann"),
        ),
        ObjectList(
            [
                FieldPanel("place_name"),
                FieldPanel("place_address"),
                FieldPanel("place_to_be_announced"),
                FieldPanel("is_online"),
                FieldPanel("online_url"),
            ],
            heading=_("Wo"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel("registration_note"),
                        FieldPanel("registration_url"),
                        FieldPanel("registration_email"),
                    ],
                    heading=_("So meldet man sich an"),
                )
            ],
            heading=_("Anmeldung"),
        ),
        ObjectList(
            [OwnerPanel("network"), FieldPanel("is_example"), PublishingPanel()],
            heading=_("Pflege"),
        ),
    ]
