"""Wagtail's reports list what is one's own, but their filters name people and workflows of all."""

from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet, LockedPagesView
from wagtail.admin.views.reports.workflows import (
    WorkflowReportFilterSet,
    WorkflowTasksReportFilterSet,
    WorkflowTasksView,
    WorkflowView,
)


class OwnWorkflowFilters(WorkflowReportFilterSet):
    """Without the people and the workflows of all networks to choose from."""

    requested_by = None

    class Meta(WorkflowReportFilterSet.Meta):
        fields = ("reviewable", "status", "created_at")


class OwnWorkflowView(WorkflowView):
    """What of the person's networks is being approved."""

    filterset_class = OwnWorkflowFilters


class OwnTaskFilters(WorkflowTasksReportFilterSet):
    """Without the workflows and tasks of all networks to choose from."""

    workflow = None
    task = None

    class Meta(WorkflowTasksReportFilterSet.Meta):
        fields = ("reviewable", "status", "started_at", "finished_at")


class OwnTasksView(WorkflowTasksView):
    """The steps of approval in the person's networks."""

    filterset_class = OwnTaskFilters


class OwnLockFilters(LockedPagesReportFilterSet):
    """Without the people of all networks to choose from."""

    locked_by = None

    class Meta(LockedPagesReportFilterSet.Meta):
        fields = ("locked_at", "live")


class OwnLockedPagesView(LockedPagesView):
    """Locked pages of the person's networks."""

    filterset_class = OwnLockFilters
