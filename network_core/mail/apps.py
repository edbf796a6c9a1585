"""The mail app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    """Mails waiting to be sent, and the record of those that were."""

    name = "network_core.mail"
    label = "mail"
    verbose_name = _("E-Mail-Versand")

    def ready(self) -> None:
        """Import `mail_kinds.py` of each installed app, which names its kinds of mail."""
        autodiscover_modules("mail_kinds")
