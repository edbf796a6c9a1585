from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "network_core.places"
    label = "places"
    verbose_name = _("Orte")

    def ready(self) -> None:
        """Forget what places are called when one changes."""
        from network_core.places.known import watch

        watch()
