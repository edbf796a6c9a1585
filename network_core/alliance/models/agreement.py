"""Agreements: who has promised what to whom."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from network_core.alliance.models.record import (
    ALLIANCE_SECTION,
    AllianceRecord,
    day_in_words,
    lines_of,
    precision_field,
)
from network_core.alliance.queries import AgreementQuerySet
from network_core.directory.models import Partner
from network_core.directory.models.offer import TEXT_FEATURES
from network_core.words.models import TextRow, Worded, WordsQuerySet

AGREEMENTS = "vereinbarungen"
NOT_SIGNED_YET = _("Was unterschrieben ist, ist kein Entwurf mehr.")
ENDS_BEFORE_SIGNATURE = _("Das Ende liegt vor der Unterschrift.")


class AgreementWords(models.Model):
    """The words of an agreement."""

    title = models.CharField(_("Titel"), max_length=200)
    summary = models.TextField(
        _("Kurz gesagt"), blank=True, help_text=_("Ein bis zwei Sätze in einfacher Sprache.")
    )
    description = RichTextField(_("Wozu sie dient"), features=TEXT_FEATURES, blank=True)
    common_tasks = models.TextField(
        _("Gemeinsame Aufgaben"),
        blank=True,
        help_text=_("Eine pro Zeile. Leer lassen, was nicht bekannt ist: Die Seite sagt es dann."),
    )

    class Meta:
        abstract = True

    @property
    def common_task_list(self) -> list[str]:
        """The common tasks, one string each."""
        return lines_of(self.common_tasks)


class Agreement(AllianceRecord, AgreementWords):
    """A written agreement between partners."""

    section = f"{ALLIANCE_SECTION}/{AGREEMENTS}"
    preview_template = "sites/alliance/agreement.html"
    word_fields = ("title", "summary", "description", "common_tasks")

    class State(models.TextChoices):
        DRAFT = "draft", _("im Entwurf")
        SIGNED = "signed", _("unterschrieben")
        ENDED = "ended", _("beendet")

    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.DRAFT)
    signed_on = models.DateField(_("Unterschrieben am"), null=True, blank=True)
    signed_precision = precision_field()
    valid_until = models.DateField(_("Gilt bis"), null=True, blank=True)
    document = models.ForeignKey(
        "media.File",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Dokument"),
    )

    objects: ClassVar = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vereinbarung")
        verbose_name_plural = _("Vereinbarungen")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "signed", "ended"]),
                name="agreement_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(signed_precision__in=["day", "month"]),
                name="agreement_precision_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="draft") | Q(signed_on__isnull=True),
                name="agreement_draft_is_not_signed",
                violation_error_message=NOT_SIGNED_YET,
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("signed_on")),
                name="agreement_ends_after_signature",
                violation_error_message=ENDS_BEFORE_SIGNATURE,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse dates that contradict each other, at the field that is wrong."""
        super().clean()
        if self.signed_on and self.state == self.State.DRAFT:
            raise ValidationError({"state": NOT_SIGNED_YET})
        if self.signed_on and self.valid_until and self.valid_until < self.signed_on:
            raise ValidationError({"valid_until": ENDS_BEFORE_SIGNATURE})

    @property
    def signed(self) -> str:
        """When it was signed, in words, as exactly as that is known."""
        return day_in_words(self.signed_on, self.signed_precision)

    @property
    def has_ended(self) -> bool:
        """Whether it no longer holds."""
        is_over = self.valid_until is not None and self.valid_until < timezone.localdate()
        return self.state == self.State.ENDED or is_over

    @property
    def state_in_words(self) -> str:
        """The state, which a date in the past ends without an editor."""
        return str(self.State.ENDED.label if self.has_ended else self.get_state_display())

    @property
    def public_parties(self) -> "list[AgreementParty]":
        """The parties that may be named."""
        return [party for party in self.parties.all() if party.partner.live]


class PartyWords(models.Model):
    """The words about one party of an agreement."""

    tasks = models.TextField(_("Aufgaben"), blank=True, help_text=_("Eine pro Zeile."))

    class Meta:
        abstract = True

    @property
    def task_list(self) -> list[str]:
        """The tasks, one string each."""
        return lines_of(self.tasks)


class AgreementParty(Worded, PartyWords, Orderable):
    """A partner that has signed, or is going to sign, with what it takes on."""

    word_fields = ("tasks",)

    agreement = ParentalKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("Partner")
    )

    objects: ClassVar = WordsQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("Seite der Vereinbarung")
        verbose_name_plural = _("Seiten der Vereinbarung")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "partner"],
                name="partner_once_per_agreement",
                violation_error_message=_("Dieser Partner ist schon eingetragen."),
            )
        ]

    def __str__(self) -> str:
        return str(self.partner)


class AgreementText(TextRow, AgreementWords):
    """An agreement's words in one language."""

    record = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Vereinbarung in einer Sprache")
        verbose_name_plural = _("Vereinbarungen in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="agreement_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.title


class AgreementPartyText(TextRow, PartyWords):
    """The tasks of one party in one language."""

    record = models.ForeignKey(
        AgreementParty, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Seite der Vereinbarung in einer Sprache")
        verbose_name_plural = _("Seiten der Vereinbarung in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="agreement_party_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} ({self.locale})"
