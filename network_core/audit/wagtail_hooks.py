"""Puts the audit log into the admin's menu of reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network_core.audit.views import AuditLogView
from network_core.audit.visibility import may_see_log
from network_core.tenancy.access import person_of
from network_core.tenancy.addresses import asks_itself, declare

declare(
    {
        "audit_log": asks_itself("entries_visible_to lists those of the person's networks"),
        "audit_log_results": asks_itself("entries_visible_to lists those of the person's networks"),
    }
)


class AuditLogMenuItem(MenuItem):
    """Shown to those who may open the log."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person sees the log of any network."""
        return may_see_log(person_of(request))


@hooks.register("register_reports_menu_item")
def register_log_menu_item() -> MenuItem:
    """The entry in the menu of reports."""
    return AuditLogMenuItem(
        _("Anmeldungen und Rechte"),
        reverse("audit_log"),
        name="audit-log",
        icon_name="history",
        order=1050,
    )


@hooks.register("register_admin_urls")
def register_log_urls() -> list[URLPattern]:
    """The addresses of the log."""
    return [
        path("reports/audit/", AuditLogView.as_view(), name="audit_log"),
        path(
            "reports/audit/results/",
            AuditLogView.as_view(results_only=True),
            name="audit_log_results",
        ),
    ]
