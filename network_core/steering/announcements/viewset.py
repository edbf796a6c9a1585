"""Announcements in the admin: written by the umbrella's staff."""

from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from network_core.steering.models import Announcement
from network_core.tenancy.viewsets import TenantModelViewSet


class AnnouncementsView(IndexView):
    """The list, with how many people have read each."""

    def get_base_queryset(self) -> QuerySet:
        """The announcements with their readers counted."""
        announcements: QuerySet = super().get_base_queryset()
        return announcements.annotate(readers=Count("readings"))


class AnnouncementViewSet(TenantModelViewSet):
    """What all coordinators read on the home of their admin."""

    model = Announcement
    name = "ankuendigungen"
    icon = "info-circle"
    menu_label = _("Ankündigungen")
    index_view_class = AnnouncementsView
    inspect_view_enabled = False
    panels = [
        FieldPanel("title"),
        FieldPanel("text", widget=forms.Textarea(attrs={"rows": 6})),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
    ]
    list_display = [
        "title",
        "since",
        "until",
        Column("readers", label=_("Gelesen von"), sort_key="readers"),
    ]
    search_fields = ["title", "text"]
