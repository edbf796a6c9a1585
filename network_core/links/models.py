"""Addresses of other websites, and the pages and records that they stand in."""

import hashlib
from typing import ClassVar, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.networks.models import Network

LONGEST_URL = 1000
# A server that is away for a night is no broken link.
FAILURES_UNTIL_REPORTED = 3


class LinkQuerySet(models.QuerySet):
    """Ways to find addresses."""

    def due(self) -> Self:
        """Those to be checked now, the longest waiting first."""
        return self.filter(next_check_at__lte=timezone.now()).order_by("next_check_at", "pk")

    def broken(self) -> Self:
        """Those that do not work and are reported."""
        final = Q(state=Link.State.REFUSED)
        again = Q(state__in=[Link.State.GONE, Link.State.FAILING, Link.State.UNREACHABLE])
        return self.filter(final | (again & Q(failures__gte=FAILURES_UNTIL_REPORTED)))


class Link(models.Model):
    """One address of another website, and how it was at the last check."""

    class State(models.TextChoices):
        UNKNOWN = "unknown", _("noch nicht geprüft")
        WORKS = "works", _("in Ordnung")
        UNCLEAR = "unclear", _("lässt sich nicht prüfen")
        GONE = "gone", _("Seite gibt es nicht mehr")
        FAILING = "failing", _("Fehler auf der anderen Website")
        UNREACHABLE = "unreachable", _("nicht erreichbar")
        REFUSED = "refused", _("keine öffentliche Adresse")

    digest = models.CharField(max_length=64, unique=True, editable=False)
    url = models.TextField(_("Adresse"))
    state = models.CharField(
        _("Zustand"), max_length=11, choices=State.choices, default=State.UNKNOWN
    )
    status_code = models.PositiveSmallIntegerField(_("Antwort"), null=True, blank=True)
    moved_to = models.TextField(_("Umgezogen nach"), blank=True)
    failures = models.PositiveSmallIntegerField(_("Fehlversuche in Folge"), default=0)
    failing_since = models.DateTimeField(_("Defekt seit"), null=True, blank=True)
    checked_at = models.DateTimeField(_("Geprüft"), null=True, blank=True)
    next_check_at = models.DateTimeField(_("Nächste Prüfung"), default=timezone.now, db_index=True)

    objects: ClassVar = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Link")
        verbose_name_plural = _("Links")
        ordering = ["url", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.url


class LinkUse(models.Model):
    """A page or record of a network in which an address stands."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="uses")
    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="+", verbose_name=_("Netzwerk")
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(_("Wo"), max_length=255)
    collected_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Fundstelle")
        verbose_name_plural = _("Fundstellen")
        ordering = ["network", "title", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["link", "content_type", "object_id"], name="link_used_once_per_object"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="link_use_by_object")]

    def __str__(self) -> str:
        return f"{self.title}: {self.link}"


def digest_of(url: str) -> str:
    """What an address is found by: it may be longer than an index takes."""
    return hashlib.sha256(url.encode()).hexdigest()
