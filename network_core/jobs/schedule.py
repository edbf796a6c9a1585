"""What runs when: the registry of jobs, and the two kinds of timing.

An app adds a job with `@register_job(...)` in its own `jobs.py`; nobody has to import that module.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

JobFunction = Callable[[], str | None]

# A job that is still running when its lease ends is taken for dead and may be started again.
DEFAULT_LEASE = timedelta(minutes=15)


class Timing(Protocol):
    """When a job is due."""

    def next_after(self, moment: datetime) -> datetime:
        """The first due time strictly after `moment` (aware)."""

    def describe(self) -> str:
        """The timing in words for the admin."""


@dataclass(frozen=True)
class Every:
    """Due again `interval` after the last run."""

    interval: timedelta

    def __post_init__(self) -> None:
        if self.interval < timedelta(seconds=1):
            raise ValueError("An interval is at least one second.")

    def next_after(self, moment: datetime) -> datetime:
        """One interval after `moment`."""
        return moment + self.interval

    def describe(self) -> str:
        """The interval in minutes or hours."""
        minutes = max(1, round(self.interval.total_seconds() / 60))
        if minutes % 60 == 0:
            hours = minutes // 60
            return ngettext("jede Stunde", "alle %(count)d Stunden", hours) % {"count": hours}
        return ngettext("jede Minute", "alle %(count)d Minuten", minutes) % {"count": minutes}


@dataclass(frozen=True)
class Daily:
    """Due once a day at a wall clock time of the project's time zone, also when clocks change."""

    at: time

    def next_after(self, moment: datetime) -> datetime:
        """Today at that time if it is still to come, otherwise tomorrow."""
        zone = timezone.get_default_timezone()
        day = moment.astimezone(zone).date()
        while True:
            candidate = datetime.combine(day, self.at, tzinfo=zone)
            if candidate.timestamp() > moment.timestamp():
                return candidate
            day += timedelta(days=1)

    def describe(self) -> str:
        """The time of day."""
        return _("täglich um %(time)s Uhr") % {"time": self.at.strftime("%H:%M")}


@dataclass(frozen=True)
class Job:
    """One entry of the schedule."""

    name: str
    when: Timing
    purpose: str | Promise
    function: JobFunction
    lease: timedelta = DEFAULT_LEASE

    def retry_after(self, moment: datetime, failures: int) -> datetime:
        """When to try again after `failures` failed runs in a row: never later than usual."""
        delay = timedelta(minutes=min(2**failures, 24 * 60))
        return min(moment + delay, self.when.next_after(moment))


class DuplicateJobError(ValueError):
    """Two jobs have the same name."""


_jobs: dict[str, Job] = {}


def register_job(
    *,
    name: str,
    when: Timing,
    purpose: str | Promise,
    lease: timedelta = DEFAULT_LEASE,
) -> Callable[[JobFunction], JobFunction]:
    """Put a function into the schedule.

    The function takes nothing, may run twice without harm, finishes within `lease`, and returns
    one German sentence on what it did (shown in the admin, so without personal data) or nothing.
    """

    def register(function: JobFunction) -> JobFunction:
        known = _jobs.get(name)
        if known is not None and known.function is not function:
            raise DuplicateJobError(f"There are two jobs named {name!r}.")
        _jobs[name] = Job(name=name, when=when, purpose=purpose, function=function, lease=lease)
        return function

    return register


def unregister_job(name: str) -> None:
    """Take a job out of the schedule; unknown names are ignored."""
    _jobs.pop(name, None)


def get_job(name: str) -> Job | None:
    """The job of that name, or None."""
    return _jobs.get(name)


def all_jobs() -> list[Job]:
    """The whole schedule, by name."""
    return sorted(_jobs.values(), key=lambda job: job.name)
