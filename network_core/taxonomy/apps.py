from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    name = "network_core.taxonomy"
    label = "taxonomy"
    verbose_name = _("Begriffe")

    def ready(self) -> None:
        """Register whose the objects are, and connect the mirror of the German words."""
        from network_core.taxonomy import policies, signals  # noqa: F401

        policies.register()
