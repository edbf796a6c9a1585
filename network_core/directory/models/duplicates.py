"""Finding records that were entered twice, and the addresses of those that were merged."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.models.about import ONE_RECORD, AboutRecord, AboutRecordQuerySet
from network_core.directory.models.offer import Offer
from network_core.directory.models.partner import Partner


class MatchKey(AboutRecord):
    """One normalised fact of a record by which others like it are found."""

    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=200)

    objects: ClassVar = AboutRecordQuerySet.as_manager()

    class Meta(AboutRecord.Meta):
        verbose_name = _("Vergleichswert")
        verbose_name_plural = _("Vergleichswerte")
        indexes = [models.Index(fields=["key", "kind"], name="match_by_key")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"


class LikelyDuplicate(AboutRecord):
    """Two records of one kind that may be the same, the one entered first named first."""

    other_offer = models.ForeignKey(
        Offer, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    other_partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    score = models.PositiveSmallIntegerField(_("Ähnlichkeit"))
    reasons = models.JSONField(_("Gleich ist"), default=list)
    found_at = models.DateTimeField(_("Gefunden am"), default=timezone.now)
    dismissed_at = models.DateTimeField(_("Verschieden seit"), null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Als verschieden bezeichnet von"),
    )

    objects: ClassVar = AboutRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mögliche Dublette")
        verbose_name_plural = _("Mögliche Dubletten")
        ordering = ["-score", "pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_RECORD, name="duplicate_is_about_one_record"),
            models.CheckConstraint(
                condition=Q(offer__lt=F("other_offer"), other_partner__isnull=True)
                | Q(partner__lt=F("other_partner"), other_offer__isnull=True),
                name="duplicate_names_the_first_first",
            ),
            models.UniqueConstraint(fields=["offer", "other_offer"], name="offers_compared_once"),
            models.UniqueConstraint(
                fields=["partner", "other_partner"], name="partners_compared_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} – {self.other}"

    @property
    def other(self) -> Offer | Partner | None:
        """The record that was entered later."""
        return self.other_offer or self.other_partner


class FormerAddressQuerySet(AboutRecordQuerySet):
    """Ways to find where a former address leads."""

    def leading_to(self, section: str, slug: str) -> Offer | Partner | None:
        """The record to which the address leads, or None."""
        addresses = self.filter(section=section, slug=slug).select_related("offer", "partner")
        found: Any = addresses.first()
        return found.record if found else None


class FormerAddress(AboutRecord):
    """An address (section and slug) that now leads to the record."""

    section = models.CharField(max_length=20)
    slug = models.SlugField(max_length=120)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = FormerAddressQuerySet.as_manager()

    class Meta(AboutRecord.Meta):
        verbose_name = _("Frühere Adresse")
        verbose_name_plural = _("Frühere Adressen")
        constraints = [
            *AboutRecord.Meta.constraints,
            models.UniqueConstraint(fields=["section", "slug"], name="former_address_leads_once"),
        ]

    def __str__(self) -> str:
        return f"/{self.section}/{self.slug}/"
