"""Invitations that are open. One that was accepted or taken back is deleted."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import Partner
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role

VALID_FOR = timedelta(days=7)


def hash_of(token: str) -> str:
    """What is kept of the secret in a link: enough to know it again, too little to make one."""
    return hashlib.sha256(token.encode()).hexdigest()


def in_a_week() -> datetime:
    """When an invitation of now ends."""
    return timezone.now() + VALID_FOR


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Ways to find an invitation."""

    def valid(self) -> Self:
        """Those that can still be accepted."""
        return self.filter(expires_at__gt=timezone.now())

    def with_token(self, token: str) -> Self:
        """The one that a link speaks of, if it can still be accepted."""
        return self.valid().filter(token_hash=hash_of(token))


class Invitation(models.Model):
    """An address that was asked to join a network in a role. The link itself is not kept."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("Netzwerk")
    )
    email = models.EmailField(_("E-Mail"))
    role = models.CharField(_("Rolle"), max_length=20, choices=Role.choices)
    languages = models.JSONField(_("Sprachen"), default=list, blank=True)
    partner = models.ForeignKey(
        Partner,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("Partner"),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Eingeladen von"),
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("Verschickt"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("Gültig bis"), default=in_a_week, editable=False)

    objects: ClassVar = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint("network", Lower("email"), name="one_invitation_per_address"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="invited_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_valid(self) -> bool:
        """Whether it can still be accepted."""
        return self.expires_at > timezone.now()

    def renew(self) -> str:
        """A new secret for a new link, valid for a week; the link before is void. Not saved."""
        token = secrets.token_urlsafe(32)
        self.token_hash = hash_of(token)
        self.sent_at = timezone.now()
        self.expires_at = in_a_week()
        return token
