"""A network that is asked to host an event of another network."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.networks.models import Network

if TYPE_CHECKING:
    from network_core.events.models.event import Event


class CoHostQuerySet(models.QuerySet):
    """Ways to find them."""

    def accepted(self) -> Self:
        """Those that said yes: only they are shown to the public."""
        return self.filter(status=CoHost.Status.ACCEPTED)

    def waiting_for(self, networks: set[int]) -> Self:
        """What these networks have to answer: events that are public and not over."""
        return self.filter(
            status=CoHost.Status.ASKED,
            network__in=networks,
            event__live=True,
            event__occurrences__end__gte=timezone.now(),
        ).distinct()


class CoHost(models.Model):
    """One network asked about one published event. Publishing the event asks; see `co_hosting`."""

    class Status(models.TextChoices):
        ASKED = "asked", _("angefragt")
        ACCEPTED = "accepted", _("angenommen")
        DECLINED = "declined", _("abgelehnt")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    event: "models.ForeignKey[Event, Event]" = models.ForeignKey(
        "events.Event",
        on_delete=models.CASCADE,
        related_name="co_hosts",
        verbose_name=_("Veranstaltung"),
    )
    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="+", verbose_name=_("Angefragtes Netzwerk")
    )
    status = models.CharField(
        _("Stand"), max_length=10, choices=Status.choices, default=Status.ASKED
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Angefragt von"),
    )
    asked_at = models.DateTimeField(_("Angefragt am"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Entschieden von"),
    )
    decided_at = models.DateTimeField(_("Entschieden am"), null=True, blank=True)

    objects: ClassVar = CoHostQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gemeinsame Veranstaltung")
        verbose_name_plural = _("Gemeinsame Veranstaltungen")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "network"], name="co_host_asked_once"),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "accepted", "declined", "withdrawn"]),
                name="co_host_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.network}"

    @property
    def may_accept(self) -> bool:
        """Whether the network can still say yes."""
        return self.status in (self.Status.ASKED, self.Status.DECLINED)

    @property
    def may_decline(self) -> bool:
        """Whether the network can say no, also after it had said yes."""
        return self.status in (self.Status.ASKED, self.Status.ACCEPTED)
