"""What has changed and is not in the index yet; what people look after: search.curation.models."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxQuerySet(models.QuerySet):
    """Ways to find what is to be done."""

    def pending(self) -> OutboxQuerySet:
        """Rows whose object changed after it was last indexed."""
        return self.filter(version__gt=F("done_version"))

    def failing(self) -> OutboxQuerySet:
        """Pending rows that could not be indexed so far: `last_error` says why."""
        return self.pending().filter(attempts__gt=0)

    def try_again(self) -> int:
        """Make failing rows due at once, as if they had never failed; how many."""
        return self.failing().update(attempts=0, due_at=timezone.now())

    def due(self) -> OutboxQuerySet:
        """Pending rows that never failed or have waited enough since, the oldest first.

        A new change is due whatever the clock says: the web's may be ahead of the indexer's.
        """
        is_due = Q(attempts=0) | Q(due_at__lte=timezone.now())
        return self.pending().filter(is_due).order_by("due_at", "pk")


GIVE_UP_AFTER = 12
"""After so many failed attempts a row is only tried once in an hour: somebody has to look."""


class OutboxRow(models.Model):
    """One row per object that ever changed; its version grows with every change and for ever.

    The row stays when the object is deleted, so that the version never starts again.
    """

    object_type = models.CharField(_("Art"), max_length=20)
    object_pk = models.PositiveBigIntegerField(_("Nummer"))
    version = models.PositiveBigIntegerField(_("Fassung"), default=0)
    done_version = models.PositiveBigIntegerField(_("Fassung im Index"), default=0)
    due_at = models.DateTimeField(_("Fällig"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    last_error = models.TextField(_("Letzter Fehler"), blank=True)

    objects: ClassVar = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("Änderung für die Suche")
        verbose_name_plural = _("Änderungen für die Suche")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_pk"], name="outbox_object_once"),
            models.CheckConstraint(
                condition=Q(done_version__lte=F("version")), name="outbox_done_is_not_ahead"
            ),
        ]
        indexes = [
            models.Index(
                "due_at", name="outbox_pending", condition=Q(version__gt=F("done_version"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_type}:{self.object_pk} v{self.version}"

    @property
    def key(self) -> str:
        """The object's name in the index."""
        return f"{self.object_type}:{self.object_pk}"


from search.curation.models import PinnedResult, WordGroup  # noqa: E402
from search.filetext.models import FileText  # noqa: E402
from search.lists.models import ListWords  # noqa: E402

__all__ = [
    "GIVE_UP_AFTER",
    "FileText",
    "ListWords",
    "OutboxQuerySet",
    "OutboxRow",
    "PinnedResult",
    "WordGroup",
]
