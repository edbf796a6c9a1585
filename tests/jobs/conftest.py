"""Jobs that exist during one test only."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from wagtail.models import Page, Site

from network_core.jobs import schedule
from network_core.jobs.models import JobState
from network_core.jobs.schedule import Every
from network_core.networks.models import Network

AddJob = Callable[..., None]


@pytest.fixture
def add_job(db: None) -> Iterator[AddJob]:
    """`add_job(name, function, …)`: a job that is due at once, next to the real ones."""
    added: list[str] = []

    def add(name: str, function: schedule.JobFunction, **options: object) -> None:
        settings = {"when": Every(timedelta(hours=1)), "purpose": "Probe", **options}
        schedule.register_job(name=name, **settings)(function)  # type: ignore[arg-type]
        added.append(name)
        JobState.objects.create(name=name, due_at="2020-01-01T00:00:00Z")

    yield add
    for name in added:
        schedule.unregister_job(name)


@pytest.fixture
def admin_host(db: None) -> None:
    """A network whose host the test client uses, so that the admin answers."""
    site = Site.objects.create(hostname="testserver", root_page=Page.get_first_root_node())
    Network.objects.create(slug="probe", name="Probe", short_name="Probe", site=site)
