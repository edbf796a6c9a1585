"""The app of the state of translations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    """State of translations."""

    name = "network_core.translations"
    label = "translations"
    verbose_name = _("Stand der Übersetzungen")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch what is published."""
        from network_core.translations import signals

        signals.connect()
