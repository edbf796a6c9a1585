"""The app of the glossary."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GlossaryConfig(AppConfig):
    """Fixed terms and their renderings."""

    name = "network_core.glossary"
    label = "glossary"
    verbose_name = _("Glossar")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register whose the terms are."""
        from network_core.glossary import policies

        policies.register()
