"""The notices of one's own network in the admin."""

from typing import Any, ClassVar

import django_filters
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from network_core.directory.models import ChangeNotice, Offer, Partner
from network_core.directory.proposals.differences import Difference
from network_core.directory.proposals.display import show_differences
from network_core.directory.proposals.views import AnsweringView
from network_core.directory.proposals.viewset import AnsweredViewSet


class NoticeView(AnsweringView):
    """What has changed, old and new side by side."""

    template_name = "directory/notice.html"
    heading = _("Meldung")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Remember that it was read."""
        ChangeNotice.objects.filter(pk=self.object.pk, seen_at__isnull=True).update(
            seen_at=timezone.now()
        )
        return redirect(reverse("meldungen:index"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The changes, and the ways to see or hide the record."""
        notice: ChangeNotice = self.object
        record = notice.record
        model = Partner if notice.partner_id else Offer
        changes = [Difference(**each) for each in notice.changes]
        hide = "ausgeblendete-partner" if notice.partner_id else "ausgeblendete-angebote"
        return super().get_context_data(**kwargs) | {
            "notice": notice,
            "record": record,
            "changes": show_differences(model, changes),
            "record_url": record.get_path("de") if record and record.live else "",
            "hide_url": reverse(f"{hide}:add") if record and record.live else "",
        }


class NoticeFilterSet(WagtailFilterSet):
    """Narrows the list to one kind of notice, or to what is still to be read."""

    is_unread = django_filters.BooleanFilter("seen_at", "isnull", label=_("Noch nicht gelesen"))

    class Meta:
        model = ChangeNotice
        fields: ClassVar[list[str]] = ["kind"]


class NoticeViewSet(AnsweredViewSet):
    """Records of others that have changed or gone, as far as one's own website shows them."""

    model = ChangeNotice
    name = "meldungen"
    icon = "info-circle"
    menu_label = _("Meldungen")
    inspect_view_class = NoticeView
    inspect_template_name = "directory/notice.html"
    list_display = [
        "title",
        "kind",
        "steward_name",
        DateColumn("created_at", label=_("Wann"), sort_key="created_at"),
        DateColumn("seen_at", label=_("Gelesen am")),
        Column("network", label=_("Netzwerk")),
    ]
    filterset_class = NoticeFilterSet
    list_related = ("network",)
    search_fields = ["title"]
