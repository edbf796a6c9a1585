"""Asking partners whether their data are still right: to whom, about what, and the answers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.models.offer import Offer
from network_core.networks.models import Network


class CheckContact(models.Model):
    """An address that was asked: when last, and whether it wants no more mails.

    Kept for this purpose only. An opt-out is kept as long as it holds, since it could not be
    respected otherwise; the others are forgotten by the job `purge_checks`.
    """

    address = models.EmailField(_("E-Mail"), max_length=320, unique=True)
    last_mailed_at = models.DateTimeField(_("Zuletzt angeschrieben"), null=True, blank=True)
    opted_out_at = models.DateTimeField(_("Abbestellt"), null=True, blank=True)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Adresse für Prüfungen")
        verbose_name_plural = _("Adressen für Prüfungen")
        ordering = ["address"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.address


class CheckRequest(models.Model):
    """One mail to one address about all its offers that are due, and its reminder."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="+", verbose_name=_("Netzwerk")
    )
    contact = models.ForeignKey(
        CheckContact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("Adresse"),
    )
    sent_at = models.DateTimeField(_("Gesendet"), default=timezone.now)
    reminded_at = models.DateTimeField(_("Erinnert"), null=True, blank=True)
    mail = models.ForeignKey(
        "mail.OutgoingMail",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("E-Mail"),
    )

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Anfrage an einen Partner")
        verbose_name_plural = _("Anfragen an Partner")
        ordering = ["-sent_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.network} {self.sent_at:%d.%m.%Y}"


class CheckQuestion(models.Model):
    """The question about one offer, and its one answer."""

    class Answer(models.TextChoices):
        NONE = "", _("keine Antwort")
        RIGHT = "right", _("stimmt noch")
        CHANGE = "change", _("Änderung vorgeschlagen")
        GONE = "gone", _("gibt es nicht mehr")

    request = models.ForeignKey(
        CheckRequest, on_delete=models.CASCADE, related_name="questions", verbose_name=_("Anfrage")
    )
    offer = models.ForeignKey(
        Offer, on_delete=models.CASCADE, related_name="check_questions", verbose_name=_("Angebot")
    )
    answer = models.CharField(
        _("Antwort"), max_length=6, choices=Answer.choices, default=Answer.NONE, blank=True
    )
    answered_at = models.DateTimeField(_("Beantwortet"), null=True, blank=True)
    note = models.TextField(_("Bemerkung des Partners"), blank=True)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Frage an einen Partner")
        verbose_name_plural = _("Fragen an Partner")
        ordering = ["request", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["request", "offer"], name="offer_asked_once_per_mail"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=["right", "change", "gone"], answered_at__isnull=False),
                name="check_answer_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.get_answer_display()}"
