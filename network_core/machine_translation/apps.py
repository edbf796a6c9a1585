"""The app of machine translation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MachineTranslationConfig(AppConfig):
    """Proposals, and how many characters were sent for them."""

    name = "network_core.machine_translation"
    label = "machine_translation"
    verbose_name = _("Maschinelle Übersetzung")
    default_auto_field = "django.db.models.BigAutoField"
