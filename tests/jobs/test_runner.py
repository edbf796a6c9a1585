"""Running jobs: once each, whatever fails, is killed or runs beside it."""

import atexit
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from network_core.jobs import locking, runner
from network_core.jobs.models import JobRun, JobState
from network_core.jobs.schedule import get_job

AddJob = Callable[..., None]
ROOT = Path(__file__).resolve().parents[2]


def test_a_due_job_runs_once_and_its_run_is_kept(add_job: AddJob) -> None:
    calls = []
    add_job("probe", lambda: calls.append(1) or "Drei erledigt")
    runner.run_once()
    runner.run_once()
    assert calls == [1]
    run = JobRun.objects.get(job="probe")
    assert (run.outcome, run.result) == ("succeeded", "Drei erledigt")
    assert run.duration is not None
    state = JobState.objects.get(name="probe")
    assert state.due_at > timezone.now() + timedelta(minutes=55)
    assert state.locked_until is None


def test_a_failing_job_is_recorded_and_stops_no_other(add_job: AddJob) -> None:
    def fail() -> None:
        raise RuntimeError("Kein Strom")

    calls = []
    add_job("a_fails", fail)
    add_job("b_works", lambda: calls.append(1))
    runner.run_once()
    assert calls == [1]
    run = JobRun.objects.get(job="a_fails")
    assert run.outcome == "failed"
    assert "Kein Strom" in run.error
    state = JobState.objects.get(name="a_fails")
    assert state.failures == 1
    assert state.due_at < timezone.now() + timedelta(minutes=2)


def test_a_success_ends_the_row_of_failures(add_job: AddJob) -> None:
    add_job("probe", lambda: None)
    JobState.objects.filter(name="probe").update(failures=4)
    runner.run_once()
    assert JobState.objects.get(name="probe").failures == 0


def test_a_job_that_runs_elsewhere_is_left_alone(add_job: AddJob) -> None:
    calls = []
    add_job("probe", lambda: calls.append(1))
    job = get_job("probe")
    assert job is not None
    assert locking.claim(job, only_if_due=True) is not None
    runner.run_once()
    assert runner.run_job("probe") is None
    assert calls == []


def test_the_lock_of_a_killed_runner_expires(add_job: AddJob) -> None:
    calls = []
    add_job("probe", lambda: calls.append(1), lease=timedelta(minutes=5))
    job = get_job("probe")
    assert job is not None
    dead = locking.claim(job, only_if_due=True)
    JobState.objects.filter(name="probe").update(locked_until=timezone.now() - timedelta(seconds=1))
    runner.run_once()
    assert calls == [1]
    outcomes = JobRun.objects.filter(job="probe").order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["abandoned", "succeeded"]
    # The one believed dead comes back: it must not touch what its successor did.
    assert dead is not None
    locking.finish(dead, result="zu spät")
    assert list(outcomes) == ["abandoned", "succeeded"]


@pytest.mark.django_db(transaction=True)
def test_of_many_runners_at_once_one_runs_the_job(add_job: AddJob) -> None:
    calls: list[int] = []

    def slow() -> None:
        calls.append(1)
        time.sleep(0.3)

    add_job("probe", slow)
    barrier = threading.Barrier(5)

    def work() -> None:
        try:
            barrier.wait(timeout=10)
            runner.run_due_jobs()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert calls == [1]
    assert JobRun.objects.filter(job="probe").count() == 1


def test_an_earlier_time_in_the_code_is_taken_over(db: None) -> None:
    JobState.objects.create(name="publish_scheduled", due_at=timezone.now() + timedelta(days=9))
    locking.sync_states()
    state = JobState.objects.get(name="publish_scheduled")
    assert state.due_at <= timezone.now() + timedelta(minutes=1)


def test_a_missed_run_is_made_up_for_once(add_job: AddJob) -> None:
    calls = []
    add_job("probe", lambda: calls.append(1))  # due since 2020
    runner.run_once()
    assert calls == [1]


def test_the_command_runs_one_job_and_names_the_known_ones(db: None) -> None:
    call_command("run_jobs", job="purge_sessions")
    assert JobRun.objects.get().job == "purge_sessions"
    with pytest.raises(CommandError, match="publish_scheduled"):
        call_command("run_jobs", job="unknown")


def test_the_command_fails_when_the_job_fails(add_job: AddJob) -> None:
    def fail() -> None:
        raise RuntimeError

    add_job("probe", fail)
    with pytest.raises(CommandError):
        call_command("run_jobs", job="probe")


def test_the_runner_ends_when_told_to(transactional_db: None) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=runner.run_forever, args=(stop,))
    thread.start()
    deadline = time.monotonic() + 10
    while not JobState.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert JobState.objects.filter(locked_until__isnull=False).count() == 0


def test_a_runner_waits_for_its_database_and_ends_when_terminated(tmp_path: Path) -> None:
    # The database has no table yet, as when a server is just being updated.
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/jobs.sqlite3"}
    command = [sys.executable, "manage.py"]
    process = subprocess.Popen(
        [*command, "run_jobs", "--forever"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert "Running" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0


def test_a_second_call_starts_no_second_thread(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "_thread", None)
    ends = []
    monkeypatch.setattr(atexit, "register", lambda function, *args: ends.append((function, args)))
    first = runner.start_thread()
    assert runner.start_thread() is first
    assert first.daemon
    ((function, args),) = ends  # what the process does when it ends
    function(*args)
    assert not first.is_alive()
