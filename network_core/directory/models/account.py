"""Whose records the staff of a partner may propose changes to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.models.partner import Partner


class PartnerAccount(models.Model):
    """A person who works for a partner. It counts while the person has the role for it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="partner_accounts",
        verbose_name=_("Person"),
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, related_name="accounts", verbose_name=_("Partner")
    )
    since = models.DateTimeField(_("Seit"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Partnerzugang")
        verbose_name_plural = _("Partnerzugänge")
        constraints = [
            models.UniqueConstraint(fields=["user", "partner"], name="one_account_per_partner")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.partner}"
