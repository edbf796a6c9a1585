"""What a machine has proposed, and what each network may send to it and has sent."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def fingerprint(text: str) -> str:
    """What a text is found by."""
    return hashlib.sha256(text.encode()).hexdigest()


class MachineProposalQuerySet(models.QuerySet["MachineProposal"]):
    """Querysets of proposals."""

    def of(self, network_id: int, language: str, texts: Iterable[str]) -> dict[str, str]:
        """The proposals that a network has for German texts, by text; one query."""
        return self.exclude(text="")._by_text(network_id, language, texts)

    def answered(
        self, network_id: int, language: str, texts: Iterable[str], engine: str
    ) -> dict[str, str]:
        """What need not be asked for again, by text; one query.

        The proposals, and empty texts for those of which `engine` has made nothing usable. Another
        service may do better.
        """
        worth_keeping = self.filter(~Q(text="") | Q(engine=engine))
        return worth_keeping._by_text(network_id, language, texts)

    def _by_text(self, network_id: int, language: str, texts: Iterable[str]) -> dict[str, str]:
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
    text = models.TextField(
        _("Vorschlag"),
        blank=True,
        help_text=_("Leer, wenn die Antwort nicht zu gebrauchen war."),
    )
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


class MachineBudgetQuerySet(models.QuerySet["MachineBudget"]):
    """Querysets of budgets."""

    def of(self, network_ids: Collection[int]) -> dict[int, int]:
        """The characters that each of these networks has in a month, by its id; one query."""
        usual = settings.MACHINE_TRANSLATION_CHARACTERS
        own = dict(self.filter(network__in=network_ids).values_list("network", "characters"))
        return {pk: own.get(pk, usual) for pk in network_ids}


class MachineBudget(models.Model):
    """How many characters a network has in a month, where that is not what all have.

    What all have stands in the settings. It holds for the month that is going on, too.
    """

    network = models.OneToOneField(
        "networks.Network", on_delete=models.CASCADE, related_name="+", verbose_name=_("Netzwerk")
    )
    characters = models.PositiveIntegerField(_("Zeichen im Monat"))

    objects: ClassVar = MachineBudgetQuerySet.as_manager()

    class Meta:
        verbose_name = _("Budget für maschinelle Übersetzung")
        verbose_name_plural = _("Budgets für maschinelle Übersetzung")
        ordering = ["network"]

    def __str__(self) -> str:
        return f"{self.network}: {self.characters}"


class SentCharactersQuerySet(models.QuerySet["SentCharacters"]):
    """The books about what is sent: one row for each network and month."""

    def reserve(self, network_id: int, characters: int, engine: str) -> date | None:
        """Count `characters` for this month and answer with it; None if the budget is too small.

        In one statement, so that two people who ask at once do not spend the same rest.
        """
        month = this_month()
        budget = MachineBudget.objects.of([network_id])[network_id]
        said = {"budget": budget, "engine": engine}
        self.get_or_create(network_id=network_id, month=month)
        row = self.filter(network=network_id, month=month)
        enough = row.filter(characters__lte=budget - characters)
        if enough.update(characters=F("characters") + characters, **said):
            return month
        row.update(refused=F("refused") + 1, **said)
        return None

    def failed(self, network_id: int, month: date, give_back: int = 0) -> None:
        """Count a request that brought nothing, and take back what the service has not read."""
        self.filter(network=network_id, month=month).update(
            failed=F("failed") + 1, characters=F("characters") - give_back
        )

    def spent(self, network_id: int) -> int:
        """The characters of this month so far."""
        row = self.filter(network=network_id, month=this_month()).first()
        return row.characters if row else 0


class SentCharacters(models.Model):
    """How many characters of a network were sent to be translated in one month, and to whom."""

    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, related_name="+", verbose_name=_("Netzwerk")
    )
    month = models.DateField(_("Monat"), help_text=_("Sein erster Tag."))
    characters = models.PositiveBigIntegerField(_("Zeichen"), default=0)
    budget = models.PositiveIntegerField(
        _("Budget"), null=True, help_text=_("Das zuletzt galt, als jemand gefragt hat.")
    )
    engine = models.CharField(_("Dienst"), max_length=60, blank=True, default="", db_default="")
    failed = models.PositiveIntegerField(_("Gescheiterte Anfragen"), default=0, db_default=0)
    refused = models.PositiveIntegerField(
        _("Anfragen, für die das Budget nicht reichte"), default=0, db_default=0
    )

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
