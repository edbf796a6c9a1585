"""The lock of a job in the database: held by one runner, and free again if that one dies."""

import traceback
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from network_core.jobs.models import JobRun, JobState
from network_core.jobs.schedule import Job, all_jobs

MAX_RESULT = 500
MAX_ERROR = 8000


@dataclass(frozen=True)
class Claim:
    """The right to run a job now."""

    job: Job
    owner: str
    run_id: int


def sync_states() -> None:
    """Give every job of the schedule its row, and bring forward what the code now wants earlier."""
    now = timezone.now()
    known = {state.name: state for state in JobState.objects.all()}
    for job in all_jobs():
        next_due = job.when.next_after(now)
        state = known.get(job.name)
        if state is None:
            JobState.objects.get_or_create(name=job.name, defaults={"due_at": next_due})
        elif state.due_at > next_due:
            JobState.objects.filter(name=job.name).update(due_at=next_due)


def claim(job: Job, *, only_if_due: bool) -> Claim | None:
    """Take the lock of `job`, or None if another runner holds it (or it is not due).

    One UPDATE decides, so that of two runners exactly one wins on every database. A lock whose
    holder died is free again after the job's lease.
    """
    now = timezone.now()
    free = JobState.objects.filter(
        Q(locked_until__isnull=True) | Q(locked_until__lte=now), name=job.name
    )
    if only_if_due:
        free = free.filter(due_at__lte=now)
    owner = uuid.uuid4().hex
    with transaction.atomic():
        if not free.update(owner=owner, locked_until=now + job.lease):
            return None
        JobRun.objects.filter(job=job.name, outcome=JobRun.Outcome.RUNNING).update(
            outcome=JobRun.Outcome.ABANDONED, finished_at=now
        )
        run = JobRun.objects.create(job=job.name, started_at=now)
    return Claim(job=job, owner=owner, run_id=run.pk)


def finish(held: Claim, *, result: str = "", error: BaseException | None = None) -> None:
    """Record how the run ended, set the next due time and give the lock back.

    A runner whose lock has expired meanwhile changes nothing: the run belongs to its successor.
    """
    now = timezone.now()
    with transaction.atomic():
        state = JobState.objects.filter(name=held.job.name, owner=held.owner)
        failures = state.values_list("failures", flat=True).first()
        if failures is None:
            return
        if error is None:
            due_at = held.job.when.next_after(now)
            state.update(owner="", locked_until=None, failures=0, due_at=due_at)
        else:
            due_at = held.job.retry_after(now, failures)
            state.update(owner="", locked_until=None, failures=F("failures") + 1, due_at=due_at)
        JobRun.objects.filter(pk=held.run_id).update(
            outcome=JobRun.Outcome.FAILED if error else JobRun.Outcome.SUCCEEDED,
            finished_at=now,
            result=result[:MAX_RESULT],
            error="".join(traceback.format_exception(error))[-MAX_ERROR:] if error else "",
        )
