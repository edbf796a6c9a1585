"""Rows that are about one shared record: an offer or a partner."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network_core.directory.models.offer import Offer
from network_core.directory.models.partner import Partner

ONE_RECORD = Q(offer__isnull=False, partner__isnull=True) | Q(
    offer__isnull=True, partner__isnull=False
)


def record_field(record: Offer | Partner) -> str:
    """The name of the foreign key that points at such a record: `offer` or `partner`."""
    return "offer" if isinstance(record, Offer) else "partner"


class AboutRecordQuerySet(models.QuerySet):
    """Ways to find what is about a record."""

    def about(self, record: Offer | Partner) -> Self:
        """The rows about this record."""
        return self.filter(**{record_field(record): record})

    def with_record(self) -> Self:
        """The rows with their record and its steward, in the same query."""
        return self.select_related("offer__steward", "partner__steward")


class AboutRecord(models.Model):
    """A row about exactly one record."""

    offer = models.ForeignKey(
        Offer,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("Angebot"),
    )
    partner = models.ForeignKey(
        Partner,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("Partner"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=ONE_RECORD, name="%(class)s_is_about_one_record")
        ]

    @property
    def record(self) -> Any:
        """The offer or partner."""
        return self.offer or self.partner
