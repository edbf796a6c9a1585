"""What one network adds to shared records, and what of them it does not show."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from network_core.directory.models.offer import Offer
from network_core.directory.models.partner import Partner
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from network_core.words.models import TextRow, Worded, WordsQuerySet


class LocalNoteWords(models.Model):
    """The remark of a local note, per language."""

    text = models.TextField(_("Hinweis"), blank=True)

    class Meta:
        abstract = True


class LocalNote(RevisionMixin, Worded, LocalNoteWords):
    """A network's own remark and contact for a shared offer or partner, shown on its site only."""

    word_fields = ("text",)

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="local_notes", verbose_name=_("Netzwerk")
    )
    offer = models.ForeignKey(
        Offer,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="local_notes",
        verbose_name=_("Angebot"),
    )
    partner = models.ForeignKey(
        Partner,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="local_notes",
        verbose_name=_("Partner"),
    )
    phone = models.CharField(_("Telefon vor Ort"), max_length=60, blank=True)
    email = models.EmailField(_("E-Mail vor Ort"), blank=True)

    objects: ClassVar = WordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hinweis vor Ort")
        verbose_name_plural = _("Hinweise vor Ort")
        ordering = ["network", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(offer__isnull=False, partner__isnull=True)
                | Q(offer__isnull=True, partner__isnull=False),
                name="local_note_is_about_one_record",
                violation_error_message=_(
                    "Bitte entweder ein Angebot oder einen Partner wählen, nicht beides."
                ),
            ),
            models.UniqueConstraint(fields=["network", "offer"], name="one_note_per_offer"),
            models.UniqueConstraint(fields=["network", "partner"], name="one_note_per_partner"),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.offer or self.partner}"


class LocalNoteText(TextRow, LocalNoteWords):
    """A local note's words in one language."""

    record = models.ForeignKey(
        LocalNote, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Hinweis vor Ort in einer Sprache")
        verbose_name_plural = _("Hinweise vor Ort in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="local_note_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} ({self.locale})"


class HiddenOffer(RevisionMixin, models.Model):
    """A shared offer that a network does not show on its site."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="hidden_offers", verbose_name=_("Netzwerk")
    )
    offer = models.ForeignKey(
        Offer, on_delete=models.CASCADE, related_name="hidden_by", verbose_name=_("Angebot")
    )
    reason = models.CharField(_("Grund"), max_length=300, blank=True)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Ausgeblendetes Angebot")
        verbose_name_plural = _("Ausgeblendete Angebote")
        ordering = ["network", "offer"]
        constraints = [
            models.UniqueConstraint(fields=["network", "offer"], name="offer_hidden_once")
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.offer}"


class HiddenPartner(RevisionMixin, models.Model):
    """A shared partner that a network does not show on its site."""

    network = models.ForeignKey(
        Network,
        on_delete=models.CASCADE,
        related_name="hidden_partners",
        verbose_name=_("Netzwerk"),
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, related_name="hidden_by", verbose_name=_("Partner")
    )
    reason = models.CharField(_("Grund"), max_length=300, blank=True)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Ausgeblendeter Partner")
        verbose_name_plural = _("Ausgeblendete Partner")
        ordering = ["network", "partner"]
        constraints = [
            models.UniqueConstraint(fields=["network", "partner"], name="partner_hidden_once")
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.partner}"


class Selection(models.Model):
    """The terms that a network shows of what is not its own; a scheme without a term shows all."""

    network = models.OneToOneField(
        Network, on_delete=models.CASCADE, related_name="selection", verbose_name=_("Netzwerk")
    )
    terms = models.ManyToManyField(
        Term, blank=True, related_name="selections", verbose_name=_("Gezeigte Begriffe")
    )

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Auswahl fremder Angebote")
        verbose_name_plural = _("Auswahl fremder Angebote")

    def __str__(self) -> str:
        return str(self.network)
