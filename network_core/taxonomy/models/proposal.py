"""What networks propose about the taxonomy; the umbrella's staff answer."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.networks.models import Network
from network_core.taxonomy.models.term import Scheme, Term


class TermProposal(models.Model):
    """A term that a network misses, or a change of one, with its reason and the answer.

    Everybody who works in a network reads all of them, so that nobody proposes twice.
    """

    class Kind(models.TextChoices):
        NEW = "new", _("neuer Begriff")
        CHANGE = "change", _("Änderung eines Begriffs")

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        ACCEPTED = "accepted", _("angenommen")
        DECLINED = "declined", _("abgelehnt")

    network = models.ForeignKey(
        Network,
        on_delete=models.CASCADE,
        related_name="term_proposals",
        verbose_name=_("Netzwerk"),
    )
    kind = models.CharField(
        _("Worum geht es?"), max_length=6, choices=Kind.choices, default=Kind.NEW
    )
    scheme = models.ForeignKey(
        Scheme, on_delete=models.CASCADE, related_name="+", verbose_name=_("Systematik")
    )
    term = models.ForeignKey(
        Term,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("Begriff"),
        help_text=_("Bei einem neuen Begriff: unter welchem soll er stehen?"),
    )
    label = models.CharField(
        _("Vorgeschlagene Bezeichnung"),
        max_length=120,
        blank=True,
        help_text=_("So, wie Menschen danach fragen."),
    )
    reason = models.TextField(
        _("Begründung"),
        max_length=4000,
        help_text=_("Welche Angebote finden sonst keinen Platz? Alle Netzwerke lesen das."),
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("Vorgeschlagen am"), default=timezone.now, editable=False)
    status = models.CharField(
        _("Stand"), max_length=8, choices=Status.choices, default=Status.OPEN, editable=False
    )
    answer = models.TextField(_("Antwort"), blank=True, max_length=4000, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("Beantwortet am"), null=True, editable=False)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Vorschlag zur Systematik")
        verbose_name_plural = _("Vorschläge zur Systematik")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", decided_at__isnull=True)
                | (~Q(status="open") & Q(decided_at__isnull=False)),
                name="term_proposal_is_open_or_decided",
            ),
            models.CheckConstraint(
                condition=~Q(kind="new", label=""), name="new_term_has_a_proposed_label"
            ),
        ]
        indexes = [models.Index(fields=["status", "-created_at"], name="term_proposal_by_status")]

    def __str__(self) -> str:
        return self.label or str(self.term or self.scheme)

    def clean(self) -> None:
        """Refuse a new term without a name, a change of nothing, and a term of another scheme."""
        super().clean()
        if self.kind == self.Kind.NEW and not self.label.strip():
            raise ValidationError({"label": _("Bitte den neuen Begriff nennen.")})
        if self.kind == self.Kind.CHANGE and self.term is None:
            raise ValidationError({"term": _("Bitte den Begriff wählen, um den es geht.")})
        if self.term is not None and self.term.scheme_id != self.scheme_id:
            raise ValidationError({"term": _("Der Begriff gehört zu einer anderen Systematik.")})

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.status == self.Status.OPEN
