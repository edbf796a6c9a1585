"""The app of log-ins."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Failed log-ins, second factors."""

    name = "network_core.accounts"
    label = "accounts"
    verbose_name = _("Anmeldung")

    def ready(self) -> None:
        """Write down changes of second factors; let partner accounts look after their own."""
        from network_core.accounts import second_factor
        from network_core.tenancy.partner_gate import open_to_partner_accounts

        second_factor.connect()
        open_to_partner_accounts(*second_factor.ADDRESSES)
