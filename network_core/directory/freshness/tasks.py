"""What is too much for a request."""

from django_tasks import task

from network_core.directory.freshness.planning import plan_checks
from network_core.jobs.tasks import BACKGROUND


@task(backend=BACKGROUND)
def plan_all_checks() -> int:
    """Bring the plans of all offers in step with the rules; returns how many changed."""
    return plan_checks()
