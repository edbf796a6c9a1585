from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "network_core.directory"
    label = "directory"
    verbose_name = _("Verzeichnis")

    def ready(self) -> None:
        """Register whose the objects are, and connect the mirror of the German words."""
        from network_core.directory import policies, signals  # noqa: F401
        from network_core.directory.notices import watching  # noqa: F401
        from network_core.directory.proposals import OPEN_TO_PARTNERS
        from network_core.tenancy.partner_gate import (
            first_page_of_partner_accounts,
            open_to_partner_accounts,
        )

        policies.register()
        first_page_of_partner_accounts("own_records")
        open_to_partner_accounts(*OPEN_TO_PARTNERS)
