from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    name = "network_core.taxonomy"
    label = "taxonomy"
    verbose_name = _("Begriffe")

    def ready(self) -> None:
        """Connect the mirror of the German words."""
        from network_core.taxonomy import signals  # noqa: F401
