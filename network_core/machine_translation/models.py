"""What a machine has proposed, and what each network has sent to it."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def fingerprint(text: str) -> str:
    """What a text is found by."""
    return hashlib.sha256(text.encode()).hexdigest()


class MachineProposalQuerySet(models.QuerySet["MachineProposal"]):
    """Querysets of proposals."""

    def of(self, network_id: int, language: str, texts: Iterable[str]) -> dict[str, str]:
        """The proposals that a network has for German texts, by text; one query."""
        wanted = {fingerprint(text): text for text in texts}
        rows = self.filter(network=network_id, language=language, fingerprint__in=wanted)
        return {wanted[row.fingerprint]: row.text for row in rows}


class MachineProposal(models.Model):
    """How a machine would translate one German text of a network.

    A table of its own and no translation: what stands here can be published by nobody. It becomes
    one when a person takes it over.
    """

    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, related_name="+", verbose_name=_("Netzwerk")
    )
    language = models.CharField(_("Sprache"), max_length=15)
    fingerprint = models.CharField(_("Fingerabdruck des Textes"), max_length=64, editable=False)
    text = models.TextField(_("Vorschlag"))
    engine = models.CharField(_("Dienst"), max_length=60)
    made_at = models.DateTimeField(_("Vom"), default=timezone.now)

    objects: ClassVar = MachineProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorschlag einer Maschine")
        verbose_name_plural = _("Vorschläge einer Maschine")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "language", "fingerprint"], name="one_machine_proposal_per_text"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.text[:60]}"


class SentCharactersQuerySet(models.QuerySet["SentCharacters"]):
    """The books about what is sent."""

    def reserve(self, network_id: int, characters: int, limit: int) -> bool:
        """Count `characters` for this month, unless that would be more than `limit`.

        In one statement, so that two people who ask at once do not spend the same rest.
        """
        month = this_month()
        self.get_or_create(network_id=network_id, month=month)
        rest = self.filter(network=network_id, month=month, characters__lte=limit - characters)
        return bool(rest.update(characters=F("characters") + characters))

    def give_back(self, network_id: int, characters: int) -> None:
        """Take back what was counted and then not sent."""
        rows = self.filter(network=network_id, month=this_month(), characters__gte=characters)
        rows.update(characters=F("characters") - characters)

    def spent(self, network_id: int) -> int:
        """The characters of this month so far."""
        row = self.filter(network=network_id, month=this_month()).first()
        return row.characters if row else 0


class SentCharacters(models.Model):
    """How many characters of a network were sent to be translated in one month."""

    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, related_name="+", verbose_name=_("Netzwerk")
    )
    month = models.DateField(_("Monat"), help_text=_("Sein erster Tag."))
    characters = models.PositiveBigIntegerField(_("Zeichen"), default=0)

    objects: ClassVar = SentCharactersQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gesendete Zeichen")
        verbose_name_plural = _("Gesendete Zeichen")
        ordering = ["-month", "network"]
        constraints = [
            models.UniqueConstraint(fields=["network", "month"], name="characters_once_per_month")
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}: {self.characters}"


def this_month() -> date:
    """The first day of the month."""
    return timezone.localdate().replace(day=1)
