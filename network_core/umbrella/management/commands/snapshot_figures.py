"""`manage.py snapshot_figures`: the snapshot of today, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from network_core.umbrella.trend.snapshots import take_snapshot


class Command(BaseCommand):
    """Counts the figures of all networks and keeps them as the state of today."""

    help = "Count the figures of all networks and keep them as the state of today."

    def handle(self, *args: Any, **options: Any) -> None:
        """A second time on the same day it replaces the values of the first."""
        self.stdout.write(f"{take_snapshot(timezone.localdate())} values kept.")
