"""When jobs are due, and how apps put them into the schedule."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from network_core.jobs.schedule import (
    Daily,
    DuplicateJobError,
    Every,
    Job,
    all_jobs,
    get_job,
    register_job,
    unregister_job,
)

BERLIN = ZoneInfo("Europe/Berlin")


def test_every_counts_from_the_last_run() -> None:
    moment = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
    assert Every(timedelta(minutes=5)).next_after(moment) == datetime(2026, 5, 1, 10, 5, tzinfo=UTC)


def test_an_interval_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="interval"):
        Every(timedelta(0))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (
            datetime(2026, 6, 1, 3, 19, tzinfo=BERLIN),
            datetime(2026, 6, 1, 3, 20, tzinfo=BERLIN),
        ),
        (datetime(2026, 6, 1, 3, 20, tzinfo=BERLIN), datetime(2026, 6, 2, 3, 20, tzinfo=BERLIN)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), datetime(2027, 1, 1, 3, 20, tzinfo=BERLIN)),
    ],
)
def test_daily_is_at_the_wall_clock_time_of_berlin(moment: datetime, expected: datetime) -> None:
    assert Daily(time(3, 20)).next_after(moment) == expected


def test_daily_runs_once_on_the_days_on_which_clocks_change() -> None:
    daily = Daily(time(2, 30))
    for day in (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)):
        first = daily.next_after(day)
        second = daily.next_after(first)
        assert first > day
        # 2:30 does not exist in March and exists twice in October; it is one run all the same.
        assert timedelta(hours=22) < second - first.astimezone(UTC) < timedelta(hours=26)


def test_a_failed_job_is_tried_again_sooner_but_not_at_once() -> None:
    job = Job(name="x", when=Daily(time(3, 0)), purpose="", function=lambda: None)
    moment = datetime(2026, 6, 1, 3, 0, tzinfo=BERLIN)
    pauses = [job.retry_after(moment, failures) - moment for failures in range(3)]
    assert pauses == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert job.retry_after(moment, 40) - moment == timedelta(days=1)


def test_two_jobs_cannot_share_a_name() -> None:
    register_job(name="twice", when=Every(timedelta(hours=1)), purpose="")(lambda: None)
    try:
        with pytest.raises(DuplicateJobError):
            register_job(name="twice", when=Every(timedelta(hours=1)), purpose="")(lambda: None)
    finally:
        unregister_job("twice")


def test_the_jobs_of_every_app_are_found_without_being_imported() -> None:
    names = {job.name for job in all_jobs()}
    assert {
        "publish_scheduled",
        "purge_job_records",
        "purge_sessions",
        "requeue_stuck_tasks",
        "deliver_waiting_mails",
        "purge_mails",
        "roll_up_statistics",
        "purge_audit_log",
    } <= names


def test_every_job_says_what_for_and_when_in_words() -> None:
    for job in all_jobs():
        assert len(str(job.purpose)) > 20
        assert "täglich um" in job.when.describe() or "Minute" in job.when.describe()
    publish = get_job("publish_scheduled")
    assert publish is not None
    assert publish.when.describe() == "jede Minute"
