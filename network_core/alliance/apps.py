from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AllianceConfig(AppConfig):
    name = "network_core.alliance"
    label = "alliance"
    verbose_name = _("Zusammenarbeit")

    def ready(self) -> None:
        """Register whose the objects are, and connect the mirror of the German words."""
        from network_core.alliance import policies, signals  # noqa: F401

        policies.register()
