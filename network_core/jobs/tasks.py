"""The queue of single tasks, such as one mail to send: django-tasks with its database back-end."""

import logging
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django_tasks import task_backends
from django_tasks.base import TaskResultStatus
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

logger = logging.getLogger(__name__)

# Tasks of our own are declared with `@task(backend=BACKGROUND)`; Wagtail's use the default queue.
BACKGROUND: Final = "background"

BATCH = 20
STUCK_AFTER = timedelta(minutes=30)
MAX_ATTEMPTS = 3


def run_queued_tasks(worker_id: str, limit: int = BATCH) -> bool:
    """Run up to `limit` waiting tasks; whether there were any.

    Several runners may do so at once: django-tasks-db hands each task to one of them.
    """
    if not isinstance(task_backends[BACKGROUND], DatabaseBackend):
        return False
    # The library's own loop sleeps, takes a lock to look and closes connections; its parts serve.
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=BACKGROUND,
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    for done in range(limit):
        task = _claim_next(worker_id)
        if task is None:
            return done > 0
        worker.run_task(task)
    return True


def _claim_next(worker_id: str) -> DBTaskResult | None:
    ready = DBTaskResult.objects.ready().filter(backend_name=BACKGROUND)
    if not ready.exists():
        return None
    with exclusive_transaction(ready.db):
        task = ready.get_locked()
        if task is not None:
            task.claim(worker_id)
    return task


def requeue_stuck_tasks() -> tuple[int, int]:
    """Put tasks whose worker died back into the queue: `(requeued, given up)`.

    django-tasks-db leaves them marked as running for ever. Tasks may therefore run twice, and
    none may take longer than `STUCK_AFTER`.
    """
    requeued = given_up = 0
    stuck = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - STUCK_AFTER)
    for result in stuck.order_by("started_at")[:500]:
        same = DBTaskResult.objects.running().filter(pk=result.pk, started_at=result.started_at)
        if len(result.worker_ids) < MAX_ATTEMPTS:
            requeued += same.update(status=TaskResultStatus.READY)
        else:
            given_up += same.update(
                status=TaskResultStatus.FAILED,
                finished_at=timezone.now(),
                exception_class_path="builtins.TimeoutError",
                traceback=f"No worker finished this task in {MAX_ATTEMPTS} attempts.",
            )
    return requeued, given_up
