from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathwaysConfig(AppConfig):
    name = "network_core.pathways"
    label = "pathways"
    verbose_name = _("Wegweiser")

    def ready(self) -> None:
        """Register whose pathways are, and connect the mirror of the German words."""
        from network_core.pathways import policies, signals  # noqa: F401

        policies.register()
