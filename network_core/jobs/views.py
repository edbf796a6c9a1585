"""The report on background work in the admin. It can be read and nothing else."""

from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from network_core.jobs.models import JobRun, JobState
from network_core.jobs.schedule import Job, all_jobs, get_job


def may_see_report(user: AbstractUser | AnonymousUser) -> bool:
    """Administrators and whoever was given the permission, which is meant for umbrella staff."""
    return bool(user.is_authenticated and user.has_perm("jobs.view_jobrun"))


@dataclass(frozen=True)
class ScheduleRow:
    """One job of the schedule with its state and its last run."""

    job: Job
    state: JobState | None
    last_run: JobRun | None


def schedule_overview() -> list[ScheduleRow]:
    """The schedule with the last run of each job, in two queries."""
    states = {state.name: state for state in JobState.objects.all()}
    latest = JobRun.objects.order_by().values("job").annotate(latest=Max("pk")).values("latest")
    runs = {run.job: run for run in JobRun.objects.filter(pk__in=latest)}
    return [ScheduleRow(job, states.get(job.name), runs.get(job.name)) for job in all_jobs()]


class JobRunFilterSet(WagtailFilterSet):
    """Narrows the list of runs to one job or one outcome."""

    job = django_filters.ChoiceFilter(
        label=_("Aufgabe"), choices=lambda: [(job.name, job.purpose) for job in all_jobs()]
    )
    outcome = django_filters.ChoiceFilter(label=_("Ergebnis"), choices=JobRun.Outcome.choices)

    class Meta:
        model = JobRun
        fields: ClassVar[list[str]] = ["job", "outcome"]


class JobReportView(ReportView):
    """The schedule, and below it the runs, newest first."""

    model = JobRun
    page_title = _("Hintergrundaufgaben")
    header_icon = "time"
    template_name = "jobs/report.html"
    results_template_name = "jobs/report_results.html"
    index_url_name = "jobs_report"
    index_results_url_name = "jobs_report_results"
    filterset_class = JobRunFilterSet
    default_ordering = ("-started_at", "-pk")
    list_export: ClassVar[list[str]] = ["job", "started_at", "finished_at", "outcome", "result"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody who may not see the report."""
        if not may_see_report(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Add to each run what its job is for."""
        for run in object_list:
            job = get_job(run.job)
            run.purpose = job.purpose if job else run.job
        return object_list

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the schedule, except where only the list is drawn anew."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context["schedule"] = schedule_overview()
        return context
