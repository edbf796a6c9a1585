"""`manage.py run_jobs`: the background work of the platform."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network_core.jobs import runner
from network_core.jobs.models import JobRun
from network_core.jobs.schedule import all_jobs


class Command(BaseCommand):
    """Runs jobs once, for ever, or one job by name."""

    help = "Runs due jobs and queued tasks: once (default), for ever, or one job by name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the three ways of running, of which one is chosen."""
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--once", action="store_true", help="run what is due, then end (default)")
        way.add_argument("--forever", action="store_true", help="run until stopped")
        way.add_argument("--job", metavar="NAME", help="run this job now, whether due or not")
        way.add_argument("--list", action="store_true", help="show the schedule")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run in the way that was asked for."""
        if options["list"]:
            for job in all_jobs():
                self.stdout.write(f"{job.name:28} {job.when.describe():24} {job.purpose}")
        elif options["forever"]:
            self._run_forever()
        elif options["job"]:
            self._run_one(options["job"])
        else:
            for run in runner.run_once():
                self._report(run)

    def _run_one(self, name: str) -> None:
        try:
            run = runner.run_job(name)
        except runner.UnknownJobError as error:
            known = ", ".join(job.name for job in all_jobs())
            raise CommandError(f"There is no job {name!r}. There are: {known}.") from error
        if run is None:
            self.stdout.write(f"{name} is running elsewhere.")
            return
        self._report(run)
        if run.outcome != JobRun.Outcome.SUCCEEDED:
            raise CommandError(f"{name} did not succeed; see the report of jobs in the admin.")

    def _run_forever(self) -> None:
        stop = threading.Event()

        def end(signum: int, frame: FrameType | None) -> None:
            if stop.is_set():
                raise SystemExit(1)
            self.stdout.write("Stopping when the current job is done (once more: at once).")
            stop.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)
        self.stdout.write(f"Running {len(all_jobs())} jobs; stop with Ctrl+C.")
        runner.run_forever(stop)

    def _report(self, run: JobRun) -> None:
        seconds = run.duration.total_seconds() if run.duration else 0
        self.stdout.write(f"{run.job}: {run.outcome} ({seconds:.1f} s) {run.result}".rstrip())
