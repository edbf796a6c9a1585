from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "network_core.networks"
    label = "networks"
    verbose_name = _("Netzwerke")

    def ready(self) -> None:
        """Forget what is kept of networks when one changes."""
        from network_core.networks.known import watch

        watch()
