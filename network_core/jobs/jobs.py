"""The jobs that belong to no other package."""

from datetime import time, timedelta

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.models import JobRun
from network_core.jobs.publishing import publish_due
from network_core.jobs.schedule import Daily, Every, all_jobs, register_job
from network_core.jobs.tasks import BACKGROUND
from network_core.jobs.tasks import requeue_stuck_tasks as requeue

KEEP_RUNS = timedelta(days=30)
KEEP_RUNS_PER_JOB = 200
KEEP_TASK_RESULTS_DAYS = 7
KEEP_FAILED_TASK_RESULTS_DAYS = 30


class PublishingFailedError(RuntimeError):
    """Something that was due could not be published or withdrawn."""


@register_job(
    name="publish_scheduled",
    when=Every(timedelta(minutes=1)),
    purpose=gettext_lazy("Veröffentlicht geplante Seiten und nimmt abgelaufene vom Netz"),
    lease=timedelta(minutes=5),
)
def publish_scheduled() -> str:
    """Publish and withdraw what editors planned for now."""
    published, withdrawn, failed = publish_due()
    summary = _("%(published)d veröffentlicht, %(withdrawn)d vom Netz genommen") % {
        "published": published,
        "withdrawn": withdrawn,
    }
    if failed:
        raise PublishingFailedError(f"{summary}; {failed} failed, see the log.")
    return summary if published or withdrawn else ""


@register_job(
    name="purge_job_records",
    when=Daily(time(3, 20)),
    purpose=gettext_lazy("Löscht alte Berichte von Hintergrundaufgaben"),
)
def purge_job_records() -> str:
    """Keep a month of runs, at most a few hundred of each job, and a week of task results."""
    old = JobRun.objects.exclude(outcome=JobRun.Outcome.RUNNING)
    deleted, _by_model = old.filter(started_at__lt=timezone.now() - KEEP_RUNS).delete()
    for job in all_jobs():
        runs = old.filter(job=job.name)
        surplus = runs.order_by("-started_at", "-pk").values_list("started_at", flat=True)
        oldest_kept = surplus[KEEP_RUNS_PER_JOB - 1 : KEEP_RUNS_PER_JOB].first()
        if oldest_kept is not None:
            deleted += runs.filter(started_at__lt=oldest_kept).delete()[0]
    call_command(
        "prune_db_task_results",
        f"--backend={BACKGROUND}",
        "--queue-name=*",
        f"--min-age-days={KEEP_TASK_RESULTS_DAYS}",
        f"--failed-min-age-days={KEEP_FAILED_TASK_RESULTS_DAYS}",
        verbosity=0,
    )
    return _("%(count)d Berichte gelöscht") % {"count": deleted}


@register_job(
    name="purge_sessions",
    when=Daily(time(3, 30)),
    purpose=gettext_lazy("Löscht abgelaufene Anmeldungen"),
)
def purge_sessions() -> None:
    """Delete sessions that have run out."""
    call_command("clearsessions", verbosity=0)


@register_job(
    name="requeue_stuck_tasks",
    when=Every(timedelta(minutes=10)),
    purpose=gettext_lazy("Nimmt Aufträge wieder auf, deren Bearbeitung abgebrochen ist"),
    lease=timedelta(minutes=5),
)
def requeue_stuck_tasks() -> str:
    """Return tasks of dead workers to the queue."""
    requeued, given_up = requeue()
    if not requeued and not given_up:
        return ""
    return _("%(requeued)d wieder aufgenommen, %(given_up)d aufgegeben") % {
        "requeued": requeued,
        "given_up": given_up,
    }
