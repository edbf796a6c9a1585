"""When each job is due and who is running it, and what became of its runs."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class JobState(models.Model):
    """One row per job: its next due time and its lock. Taking the lock is one UPDATE."""

    name = models.CharField(_("Aufgabe"), max_length=80, primary_key=True)
    due_at = models.DateTimeField(_("fällig ab"))
    owner = models.CharField(_("Läufer"), max_length=32, blank=True)
    locked_until = models.DateTimeField(_("gesperrt bis"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("Fehlschläge in Folge"), default=0)

    objects: ClassVar[models.Manager["JobState"]] = models.Manager()

    class Meta:
        verbose_name = _("Stand einer Hintergrundaufgabe")
        verbose_name_plural = _("Stand der Hintergrundaufgaben")
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class JobRun(models.Model):
    """One run of one job. Old rows are deleted by the job `purge_job_records`."""

    class Outcome(models.TextChoices):
        RUNNING = "running", _("läuft")
        SUCCEEDED = "succeeded", _("erledigt")
        FAILED = "failed", _("fehlgeschlagen")
        ABANDONED = "abandoned", _("abgebrochen")

    job = models.CharField(_("Aufgabe"), max_length=80)
    started_at = models.DateTimeField(_("Beginn"))
    finished_at = models.DateTimeField(_("Ende"), null=True, blank=True)
    outcome = models.CharField(
        _("Ergebnis"), max_length=10, choices=Outcome.choices, default=Outcome.RUNNING
    )
    result = models.CharField(_("Was geschah"), max_length=500, blank=True)
    error = models.TextField(_("Fehler"), blank=True)

    objects: ClassVar[models.Manager["JobRun"]] = models.Manager()

    class Meta:
        verbose_name = _("Lauf einer Hintergrundaufgabe")
        verbose_name_plural = _("Läufe der Hintergrundaufgaben")
        ordering = ["-started_at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["job", "-started_at"], name="jobs_run_by_job")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="running", finished_at__isnull=True)
                | (~Q(outcome="running") & Q(finished_at__isnull=False)),
                name="job_run_ends_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.started_at:%Y-%m-%d %H:%M:%S}"

    @property
    def duration(self) -> timedelta | None:
        """How long the run took, or None while it runs."""
        return self.finished_at - self.started_at if self.finished_at else None
