from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UmbrellaConfig(AppConfig):
    name = "network_core.umbrella"
    label = "umbrella"
    verbose_name = _("Vergleich der Netzwerke")

    def ready(self) -> None:
        """Register whose the rows are, and teach SQLite the median."""
        from network_core.umbrella import policies
        from network_core.umbrella.medians import teach_sqlite

        policies.register()
        teach_sqlite()
