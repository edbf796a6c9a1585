"""The jobs of the package itself."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from network_core.jobs import jobs, tasks
from network_core.jobs.models import JobRun

pytestmark = pytest.mark.django_db


def new_page(title: str, **values: object) -> Page:
    root = Page.get_first_root_node()
    return root.add_child(instance=Page(title=title, slug=title.lower(), **values))


def plan(page: Page) -> None:
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    past = timezone.now() - timedelta(minutes=1)
    page.refresh_from_db()
    page.revisions.update(approved_go_live_at=past)
    for revision in page.revisions.all():
        revision.content["go_live_at"] = past.isoformat()
        revision.save()


def test_a_planned_page_goes_live_and_an_expired_one_goes() -> None:
    planned = new_page("Geplant", live=False)
    plan(planned)
    expired = new_page("Vorbei", expire_at=timezone.now() - timedelta(minutes=1))
    lasting = new_page("Bleibt", expire_at=timezone.now() + timedelta(days=1))
    result = jobs.publish_scheduled()
    for page in (planned, expired, lasting):
        page.refresh_from_db()
    assert (planned.live, expired.live, lasting.live) == (True, False, True)
    assert result == "1 veröffentlicht, 1 vom Netz genommen"
    assert jobs.publish_scheduled() == ""


def test_a_page_that_cannot_be_published_holds_up_no_other() -> None:
    broken, planned = new_page("Kaputt", live=False), new_page("Geplant", live=False)
    plan(broken)
    plan(planned)
    early = timezone.now() - timedelta(days=1)
    broken.revisions.update(content={"pk": broken.pk}, approved_go_live_at=early)
    with pytest.raises(jobs.PublishingFailedError):
        jobs.publish_scheduled()
    planned.refresh_from_db()
    assert planned.live


def test_old_runs_go_and_recent_ones_stay() -> None:
    now = timezone.now()
    for days in (1, 29, 31, 400):
        moment = now - timedelta(days=days)
        JobRun.objects.create(job="x", started_at=moment, finished_at=moment, outcome="succeeded")
    jobs.purge_job_records()
    assert JobRun.objects.count() == 2


def test_runs_of_a_busy_job_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "KEEP_RUNS_PER_JOB", 5)
    now = timezone.now()
    for number in range(12):
        moment = now - timedelta(minutes=number)
        JobRun.objects.create(
            job="publish_scheduled", started_at=moment, finished_at=moment, outcome="succeeded"
        )
    jobs.purge_job_records()
    kept = JobRun.objects.order_by("-started_at").values_list("started_at", flat=True)
    assert list(kept) == [now - timedelta(minutes=number) for number in range(5)]


def test_expired_sessions_go() -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="new", expire_date=now + timedelta(days=1))
    jobs.purge_sessions()
    assert [session.session_key for session in Session.objects.all()] == ["new"]


def stuck_task(workers: int, minutes: int) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status="RUNNING",
        started_at=timezone.now() - timedelta(minutes=minutes),
        worker_ids=["w"] * workers,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="network_core.mail.delivery.deliver",
        backend_name=tasks.BACKGROUND,
    )


def test_tasks_of_a_dead_worker_are_taken_up_again_but_not_for_ever() -> None:
    dead, busy, hopeless = stuck_task(1, 31), stuck_task(1, 5), stuck_task(3, 31)
    assert jobs.requeue_stuck_tasks() == "1 wieder aufgenommen, 1 aufgegeben"
    for result in (dead, busy, hopeless):
        result.refresh_from_db()
    assert [result.status for result in (dead, busy, hopeless)] == ["READY", "RUNNING", "FAILED"]


def test_old_task_results_go() -> None:
    done = stuck_task(1, 5)
    DBTaskResult.objects.filter(pk=done.pk).update(
        status="SUCCESSFUL", finished_at=timezone.now() - timedelta(days=8)
    )
    jobs.purge_job_records()
    assert not DBTaskResult.objects.exists()
