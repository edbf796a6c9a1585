"""The audit log in the admin. It can be read and nothing else."""

from typing import Any, ClassVar

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from network_core.audit.models import AuditEntry, AuditQuerySet
from network_core.audit.visibility import entries_visible_to, may_see_log
from network_core.tenancy.access import person_of


class AuditFilterSet(WagtailFilterSet):
    """Narrows the log by what happened, who did it, and when."""

    action = django_filters.ChoiceFilter(label=_("Vorgang"), choices=AuditEntry.Action.choices)
    actor_name = django_filters.CharFilter(label=_("Person"), lookup_expr="icontains")
    created_at = django_filters.DateFromToRangeFilter(
        label=_("Zeitraum"), widget=DateRangePickerWidget
    )

    class Meta:
        model = AuditEntry
        fields: ClassVar[list[str]] = ["action", "actor_name", "created_at"]


class AuditLogView(ReportView):
    """The entries that the person may see, newest first."""

    model = AuditEntry
    page_title = _("Anmeldungen und Rechte")
    header_icon = "history"
    results_template_name = "audit/log_results.html"
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    filterset_class = AuditFilterSet
    default_ordering = ("-created_at", "-pk")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody who sees the log of no network."""
        if not may_see_log(person_of(request)):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> AuditQuerySet:
        """Only what the person may see."""
        return entries_visible_to(self.request.user)
