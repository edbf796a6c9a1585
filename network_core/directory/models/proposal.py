"""Changes of a shared record that somebody proposes who does not look after it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.models.about import AboutRecord, AboutRecordQuerySet
from network_core.networks.models import Network


class ProposalQuerySet(AboutRecordQuerySet):
    """Ways to find proposals."""

    def open(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(status=Proposal.Status.OPEN)

    def for_stewards(self, networks: set[int]) -> Self:
        """Those about records that one of these networks looks after."""
        return self.filter(Q(offer__steward__in=networks) | Q(partner__steward__in=networks))


class Proposal(AboutRecord):
    """What somebody would change of a record; the steward takes all of it, some or none."""

    class Source(models.TextChoices):
        NETWORK = "network", _("anderes Netzwerk")
        PARTNER = "partner", _("Zugang des Partners")
        CHECK = "check", _("Antwort auf die Prüfung")

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        ACCEPTED = "accepted", _("übernommen")
        PARTLY = "partly", _("zum Teil übernommen")
        DECLINED = "declined", _("nicht übernommen")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    source = models.CharField(_("Von"), max_length=10, choices=Source.choices)
    network = models.ForeignKey(
        Network,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("Vorgeschlagen von"),
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Person"),
    )
    # Whoever has no account; kept only as long as an answer may go there (`forget_senders`).
    sender_name = models.CharField(_("Name"), max_length=120, blank=True)
    sender_email = models.EmailField(_("E-Mail"), blank=True)
    message = models.TextField(_("Begründung"), blank=True)
    status = models.CharField(
        _("Stand"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    created_at = models.DateTimeField(_("Vorgeschlagen am"), default=timezone.now)
    answer = models.TextField(_("Antwort"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Entschieden von"),
    )
    decided_at = models.DateTimeField(_("Entschieden am"), null=True, blank=True)

    objects: ClassVar = ProposalQuerySet.as_manager()

    class Meta(AboutRecord.Meta):
        verbose_name = _("Änderungsvorschlag")
        verbose_name_plural = _("Änderungsvorschläge")
        ordering = ["-created_at", "-pk"]
        constraints = [
            *AboutRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status="open", decided_at__isnull=True)
                | (~Q(status="open") & Q(decided_at__isnull=False)),
                name="proposal_is_open_or_decided",
            ),
        ]
        indexes = [models.Index(fields=["status", "-created_at"], name="proposal_by_status")]

    def __str__(self) -> str:
        return str(self.record)

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.status == self.Status.OPEN

    @property
    def sender(self) -> str:
        """Who proposes, in words: the network, the person, or the name that was given."""
        if self.network is not None:
            return self.network.name
        return self.sender_name or str(self.proposed_by or self.get_source_display())


class ProposedChange(models.Model):
    """One difference: the value of one field, one row of a list, or what a set gains and loses.

    `old` and `new` are values as `network_core.directory.proposals.values` writes them. With a
    single value: before and after. With a row (a place, a contact): the row before, or null for a
    new one, and after, or null for one that goes. With a set (terms, languages): what goes and
    what comes.
    """

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("übernommen")
        LEFT = "left", _("nicht übernommen")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="changes")
    position = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=60)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    outcome = models.CharField(max_length=5, choices=Outcome.choices, blank=True)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("vorgeschlagene Änderung")
        verbose_name_plural = _("vorgeschlagene Änderungen")
        ordering = ["proposal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "position"], name="change_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.field}"
