"""Puts the report on background work into the admin's menu of reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network_core.jobs.views import JobReportView, may_see_report


class JobReportMenuItem(MenuItem):
    """Shown to those who may open the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may see the report."""
        return may_see_report(request.user)


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> MenuItem:
    """The entry in the menu of reports."""
    return JobReportMenuItem(
        _("Hintergrundaufgaben"),
        reverse("jobs_report"),
        name="background-jobs",
        icon_name="time",
        order=1100,
    )


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    """The addresses of the report."""
    return [
        path("reports/jobs/", JobReportView.as_view(), name="jobs_report"),
        path(
            "reports/jobs/results/",
            JobReportView.as_view(results_only=True),
            name="jobs_report_results",
        ),
    ]
