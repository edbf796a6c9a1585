from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenDataConfig(AppConfig):
    name = "network_core.opendata"
    label = "opendata"
    verbose_name = _("Offene Daten")

    def ready(self) -> None:
        """Register whose imports are, and the job that forgets uploaded files."""
        from network_core.opendata import policies

        policies.register()
