"""The app of teams and invitations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Teams and invitations."""

    name = "network_core.people"
    label = "people"
    verbose_name = _("Team")

    def ready(self) -> None:
        """Say whose invitations are."""
        from wagtail.permissions import register_permission_policy

        from network_core.people.models import Invitation
        from network_core.tenancy.matrix import Kind
        from network_core.tenancy.policies import NetworkPolicy

        register_permission_policy(
            Invitation, NetworkPolicy(Invitation, Kind.TEAM, "network", never={"change"})
        )
