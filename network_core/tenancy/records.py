"""Policy of shared records: who may propose a change of one, and who may give it away."""

from typing import Any

from django.db.models import Model

from network_core.tenancy.access import network_ids_for, roles_of
from network_core.tenancy.matrix import Kind, Role
from network_core.tenancy.models import User
from network_core.tenancy.policies import NetworkPolicy

PROPOSE = "propose"
HAND_OVER = "hand_over"


class RecordPolicy(NetworkPolicy):
    """Records with one steward, changed by its people, proposed about by those of all others.

    `account_path` leads from the record to the people who work for the partner: they propose
    changes of their own partner and its offers.
    """

    def __init__(self, model: type[Model], kind: Kind, network_field: str, account_path: str):
        super().__init__(model, kind, network_field)
        self.account_path = account_path

    def user_has_permission(self, user: User, action: str) -> bool:
        """Whether the person may do `action` with some record."""
        if action == HAND_OVER:
            return bool(network_ids_for(user, "add", Kind.HANDOVER))
        if action != PROPOSE:
            return super().user_has_permission(user, action)
        return _proposes_for_network(user) or _works_for_partner(user)

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        """Whether the person may do `action` with this record."""
        if action == HAND_OVER:
            return self.owner_id(instance) in network_ids_for(user, "add", Kind.HANDOVER)
        if action != PROPOSE:
            return super().user_has_permission_for_instance(user, action, instance)
        record: Any = instance
        if not record.live or self.user_has_permission_for_instance(user, "change", record):
            return False
        return _proposes_for_network(user) or (
            _works_for_partner(user)
            and self.model._default_manager.filter(
                pk=record.pk, **{self.account_path: user}
            ).exists()
        )


def _proposes_for_network(user: User) -> bool:
    return bool(network_ids_for(user, "add", Kind.PROPOSAL))


def _works_for_partner(user: User) -> bool:
    return any(role == Role.PARTNER for _network, role, _umbrella in roles_of(user))
