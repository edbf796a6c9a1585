"""Mails that wait for the mail server. What a mail said is erased as soon as it has been sent."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """One mail to one address, ready written in the words of its network."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("wartet")
        SENDING = "sending", _("wird gesendet")
        SENT = "sent", _("gesendet")
        FAILED = "failed", _("nicht zustellbar")

    # The number is part of the Message-ID, so that a mail sent twice is recognised as one.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("Art"), max_length=60)
    network = models.ForeignKey(
        "networks.Network",
        on_delete=models.CASCADE,
        related_name="outgoing_mails",
        verbose_name=_("Netzwerk"),
    )
    language = models.CharField(_("Sprache"), max_length=15)
    status = models.CharField(
        _("Stand"), max_length=7, choices=Status.choices, default=Status.QUEUED
    )
    attempts = models.PositiveIntegerField(_("Versuche"), default=0)
    created_at = models.DateTimeField(_("entstanden"), default=timezone.now)
    next_attempt_at = models.DateTimeField(_("nächster Versuch"), default=timezone.now)
    sent_at = models.DateTimeField(_("gesendet"), null=True, blank=True)
    error = models.CharField(_("Fehler"), max_length=300, blank=True)

    sender = models.CharField(_("Absender"), max_length=400, blank=True)
    recipient = models.CharField(_("Empfänger"), max_length=320, blank=True)
    reply_to = models.CharField(_("Antwort an"), max_length=400, blank=True)
    subject = models.CharField(_("Betreff"), max_length=300, blank=True)
    text = models.TextField(_("Text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)

    objects: ClassVar[models.Manager["OutgoingMail"]] = models.Manager()

    class Meta:
        verbose_name = _("E-Mail")
        verbose_name_plural = _("E-Mails")
        ordering = ["-created_at"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["status", "next_attempt_at"], name="mail_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d %H:%M}"


# What is erased once a mail has been sent or given up for good.
CONTENT_FIELDS = ("sender", "recipient", "reply_to", "subject", "text", "html")
