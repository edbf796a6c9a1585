from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    name = "network_core.tenancy"
    label = "tenancy"
    verbose_name = _("Rechte")

    def ready(self) -> None:
        """Register the policy of networks themselves, and the checks."""
        from wagtail.permissions import register_permission_policy

        from network_core.networks.models import Network
        from network_core.tenancy import checks, exports, ownership, sessions  # noqa: F401
        from network_core.tenancy.matrix import Kind
        from network_core.tenancy.policies import NetworkPolicy

        # Networks are made by a command, with their site, pages and groups.
        register_permission_policy(
            Network, NetworkPolicy(Network, Kind.NETWORK, "pk", never={"add", "delete"})
        )
        sessions.connect()
        exports.guard_stock_exports()
