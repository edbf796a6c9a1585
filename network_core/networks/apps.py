from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "network_core.networks"
    label = "networks"
    verbose_name = _("Netzwerke")

    def ready(self) -> None:
        """Forget the kept networks when one of their home pages changes."""
        from network_core.networks.known import watch

        watch()
