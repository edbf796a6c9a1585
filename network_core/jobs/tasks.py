"""The queue of single tasks, such as one mail to send: django-tasks with its database back-end."""

import logging
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from django_tasks import task_backends
from django_tasks.base import TaskResultStatus
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

# Tasks of our own are declared with `@task(backend=BACKGROUND)`. Where the settings know no such
# queue of its own, the default one serves.
BACKGROUND: Final = "background" if "background" in settings.TASKS else "default"

BATCH = 20
STUCK_AFTER = timedelta(minutes=30)
MAX_ATTEMPTS = 3


def run_queued_tasks(worker_id: str, limit: int = BATCH) -> bool:
    """Run up to `limit` waiting tasks; whether there were any.

    Several runners may do so at once: django-tasks-db hands each task to one of them.
    """
    if not isinstance(task_backends[BACKGROUND], DatabaseBackend):
        return False
    # The worker takes an exclusive lock to look; asking first leaves an idle database alone.
    if not DBTaskResult.objects.ready().filter(backend_name=BACKGROUND).exists():
        return False
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=BACKGROUND,
        startup_delay=False,
        max_tasks=limit,
        worker_id=worker_id,
        excluded_queue_names=[],
    ).run()
    return True


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
