from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SteeringConfig(AppConfig):
    name = "network_core.steering"
    label = "steering"
    verbose_name = _("Steuerung der Bundesebene")

    def ready(self) -> None:
        """Register whose the rows are."""
        from network_core.steering import policies

        policies.register()
