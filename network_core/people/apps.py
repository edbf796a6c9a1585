"""The app of teams and invitations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Teams and invitations."""

    name = "network_core.people"
    label = "people"
    verbose_name = _("Team")

    def ready(self) -> None:
        """Say whose invitations are, and who may accept one."""
        from wagtail.permissions import register_permission_policy

        from network_core.people.models import Invitation
        from network_core.tenancy.matrix import Kind
        from network_core.tenancy.partner_gate import open_to_partner_accounts
        from network_core.tenancy.policies import NetworkPolicy

        register_permission_policy(
            Invitation, NetworkPolicy(Invitation, Kind.TEAM, "network", never={"change"})
        )
        # The staff of a partner may be invited by another network, too.
        open_to_partner_accounts("accept_invitation")
