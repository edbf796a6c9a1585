"""The audit app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Listens to log-ins and to changes of people and permissions."""

    name = "network_core.audit"
    label = "audit"
    verbose_name = _("Protokoll")

    def ready(self) -> None:
        """Connect the listeners."""
        from network_core.audit import signals

        signals.connect()
