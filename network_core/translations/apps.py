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
        """Watch what is published, and have words read with who has proofread them."""
        from network_core.translations import signals, state
        from network_core.words.models import READ_WITH_WORDS

        signals.connect()
        READ_WITH_WORDS["proofread_at"] = state.proofread_at
