"""When the data of an offer have to be checked again: the rules, and the plan of each offer."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.models.offer import Offer
from network_core.taxonomy.models import Term

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_MONTHS = 60
LONGEST_DAYS = 365
_MONTHS = [MinValueValidator(1), MaxValueValidator(LONGEST_MONTHS)]
_DAYS = [MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)]


def _months(
    verbose_name: "StrOrPromise", default: int, help_text: "StrOrPromise" = ""
) -> models.Field:
    return models.PositiveSmallIntegerField(
        verbose_name, default=default, validators=_MONTHS, help_text=help_text
    )


def _days(
    verbose_name: "StrOrPromise", default: int, help_text: "StrOrPromise" = ""
) -> models.Field:
    return models.PositiveSmallIntegerField(
        verbose_name, default=default, validators=_DAYS, help_text=help_text
    )


class CheckSettings(models.Model):
    """How the umbrella wants offers to be checked; there is one row of it."""

    THE_ONE = 1

    months = _months(
        _("Kontaktdaten gelten so viele Monate"),
        12,
        _("Für alle Angebote, für deren Art keine eigene Frist eingetragen ist."),
    )
    months_with_hours = _months(_("Öffnungszeiten gelten so viele Monate"), 6)
    ask_days_before = _days(
        _("So viele Tage vorher fragen wir den Partner"),
        28,
        _("Was bis dahin fällig wird, kommt in dieselbe E-Mail."),
    )
    remind_after_days = _days(_("Ohne Antwort erinnern nach so vielen Tagen"), 14)
    steward_after_days = _days(
        _("Danach steht es nach so vielen Tagen auf der Liste des Netzwerks"), 14
    )
    umbrella_after_days = _days(
        _("Und nach so vielen weiteren Tagen auf der Liste der Bundesebene"), 60
    )
    days_between_mails = _days(_("Mindestens so viele Tage zwischen zwei E-Mails"), 10)
    hide_after_months = models.PositiveSmallIntegerField(
        _("Überfällige Angebote ausblenden nach so vielen Monaten"),
        null=True,
        blank=True,
        default=6,
        validators=_MONTHS,
        help_text=_("Leer: nie. Ausgeblendet heißt: in keiner Liste und in keiner Suche."),
    )

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Ablauf der Prüfungen")
        verbose_name_plural = _("Ablauf der Prüfungen")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="check_settings_exist_once")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> "CheckSettings":
        """The settings that hold now, which are the standard ones until somebody changes them."""
        found: CheckSettings | None = cls.objects.filter(pk=cls.THE_ONE).first()
        return found or cls(pk=cls.THE_ONE)


class CheckRule(models.Model):
    """For how long the data of offers of one format hold."""

    format = models.OneToOneField(
        Term,
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to={"scheme_id": "format"},
        verbose_name=_("Art des Angebots"),
    )
    months = _months(_("Kontaktdaten gelten so viele Monate"), 12)
    months_with_hours = _months(_("Öffnungszeiten gelten so viele Monate"), 6)
    at_end = models.BooleanField(
        _("Erst am Ende prüfen"),
        default=False,
        help_text=_(
            "Für Kurse und Veranstaltungen: Wer „Gibt es bis“ ausgefüllt hat, wird erst dann "
            "gefragt, ob es weitergeht."
        ),
    )

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Frist für Prüfungen")
        verbose_name_plural = _("Fristen für Prüfungen")
        ordering = ["format__label", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=LONGEST_MONTHS)
                & Q(months_with_hours__gte=1, months_with_hours__lte=LONGEST_MONTHS),
                name="check_rule_within_five_years",
            )
        ]

    def __str__(self) -> str:
        return str(self.format)


class CheckPlanQuerySet(models.QuerySet):
    """Ways to find offers by the state of their checks."""

    def due_by(self, day: date) -> Self:
        """Those whose next check is due on `day` or before, the longest due first."""
        return self.filter(due_on__lte=day).order_by("due_on", "pk")

    def of_live_offers(self) -> Self:
        """Those of offers that are published, whether hidden or not."""
        return self.filter(offer__live=True)


class CheckPlan(models.Model):
    """When an offer is to be checked next, and how far asking for it has come.

    A row of its own and not part of the offer: neither a draft nor an old version of the offer may
    bring back an old date. It is derived from checks, rules and the offer by
    `freshness.planning`, which every night mends what was missed.
    """

    class Stage(models.TextChoices):
        QUIET = "quiet", _("nichts zu tun")
        ASKED = "asked", _("Partner gefragt")
        REMINDED = "reminded", _("Partner erinnert")
        STEWARD = "steward", _("beim Netzwerk")
        UMBRELLA = "umbrella", _("bei der Bundesebene")

    class Reason(models.TextChoices):
        NONE = "", _("–")
        NO_ADDRESS = "no_address", _("keine E-Mail-Adresse bekannt")
        OPTED_OUT = "opted_out", _("möchte keine E-Mails")
        UNDELIVERED = "undelivered", _("E-Mail nicht zustellbar")
        NO_ANSWER = "no_answer", _("keine Antwort")
        CHANGE = "change", _("Änderung vorgeschlagen")
        GONE = "gone", _("gibt es laut Partner nicht mehr")

    offer = models.OneToOneField(
        Offer, on_delete=models.CASCADE, related_name="check_plan", verbose_name=_("Angebot")
    )
    known_since = models.DateField(_("Veröffentlicht am"), default=timezone.localdate)
    checked_on = models.DateField(_("Geprüft am"), null=True, blank=True)
    due_on = models.DateField(_("Fällig am"), db_index=True)
    hide_on = models.DateField(_("Ausgeblendet nach dem"), null=True, blank=True)
    stage = models.CharField(_("Stand"), max_length=8, choices=Stage.choices, default=Stage.QUIET)
    stage_since = models.DateTimeField(_("Stand seit"), default=timezone.now)
    reason = models.CharField(
        _("Grund"), max_length=11, choices=Reason.choices, default=Reason.NONE, blank=True
    )
    withdrawn_on = models.DateField(_("Zurückgezogen am"), null=True, blank=True)

    objects: ClassVar = CheckPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stand der Prüfung")
        verbose_name_plural = _("Stand der Prüfungen")
        ordering = ["due_on", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["stage", "stage_since"], name="check_plan_by_stage"),
            models.Index(fields=["hide_on"], name="check_plan_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["quiet", "asked", "reminded", "steward", "umbrella"]),
                name="check_stage_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    reason__in=[
                        *("", "no_address", "opted_out", "undelivered"),
                        *("no_answer", "change", "gone"),
                    ]
                ),
                name="check_reason_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.due_on:%d.%m.%Y}"

    @property
    def is_overdue(self) -> bool:
        """Whether the check should have been made before today."""
        return self.due_on < timezone.localdate()

    @property
    def is_hidden(self) -> bool:
        """Whether the offer is so long overdue that no list shows it any more."""
        return self.hide_on is not None and self.hide_on < timezone.localdate()
