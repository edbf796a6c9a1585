"""The runner: runs what is due, then the queued tasks, again and again. Any number may run."""

import atexit
import logging
import threading
import uuid

from django.db import Error as DatabaseError
from django.db import close_old_connections, connections
from django.utils import timezone

from network_core.jobs import locking
from network_core.jobs.models import JobRun, JobState
from network_core.jobs.schedule import Job, all_jobs, get_job
from network_core.jobs.tasks import run_queued_tasks

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
MAX_PAUSE_SECONDS = 60.0


class UnknownJobError(LookupError):
    """There is no job of that name in the schedule."""


def run_job(name: str) -> JobRun | None:
    """Run one job now, due or not. None if another runner is at it."""
    job = get_job(name)
    if job is None:
        raise UnknownJobError(name)
    locking.sync_states()
    return _run(job, only_if_due=False)


def run_due_jobs() -> list[JobRun]:
    """Run every job that is due and not running elsewhere. A failing job stops no other."""
    now = timezone.now()
    due = set(JobState.objects.filter(due_at__lte=now).values_list("name", flat=True))
    runs = (_run(job, only_if_due=True) for job in all_jobs() if job.name in due)
    return [run for run in runs if run is not None]


def run_once() -> list[JobRun]:
    """Run what is due and all queued tasks, then return; for cron and for tests."""
    locking.sync_states()
    runs = run_due_jobs()
    worker_id = uuid.uuid4().hex
    while run_queued_tasks(worker_id):
        pass
    return runs


def run_forever(stop: threading.Event) -> None:
    """Run until `stop` is set; a job that has begun is finished first.

    A database that is away is waited for, with longer and longer pauses.
    """
    worker_id = uuid.uuid4().hex
    pause = POLL_SECONDS
    synced = False
    while not stop.is_set():
        try:
            close_old_connections()
            if not synced:
                locking.sync_states()
                synced = True
            run_due_jobs()
            if not stop.is_set() and run_queued_tasks(worker_id):
                continue
            pause = POLL_SECONDS
        except DatabaseError:
            logger.exception("The database does not answer the job runner; it tries again.")
            connections.close_all()
            pause = min(pause * 2, MAX_PAUSE_SECONDS)
        stop.wait(pause)
    connections.close_all()


def _run(job: Job, *, only_if_due: bool) -> JobRun | None:
    held = locking.claim(job, only_if_due=only_if_due)
    if held is None:
        return None
    logger.debug("Job %s begins.", job.name)
    try:
        result = job.function() or ""
    except Exception as error:
        logger.exception("Job %s failed.", job.name)
        locking.finish(held, error=error)
    else:
        locking.finish(held, result=result)
    return JobRun.objects.filter(pk=held.run_id).first()


_thread: threading.Thread | None = None
_thread_lock = threading.Lock()


def start_thread() -> threading.Thread:
    """Run the jobs in a thread of this process (the demo); a second call changes nothing."""
    global _thread
    with _thread_lock:
        if _thread is None or not _thread.is_alive():
            stop = threading.Event()
            _thread = threading.Thread(
                target=run_forever, args=(stop,), name="job-runner", daemon=True
            )
            _thread.start()
            atexit.register(_stop, _thread, stop)
        return _thread


def _stop(thread: threading.Thread, stop: threading.Event) -> None:
    # A thread that is torn away in the middle of a job would keep the job's lock for its lease.
    stop.set()
    thread.join(timeout=10)
