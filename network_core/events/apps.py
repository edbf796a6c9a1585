from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "network_core.events"
    label = "events"
    verbose_name = _("Veranstaltungen")

    def ready(self) -> None:
        """Register whose the objects are, and connect the mirror of the German words."""
        from network_core.events import policies, signals  # noqa: F401

        policies.register()
