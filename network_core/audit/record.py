"""Adding an entry to the audit log."""

from typing import Any

from django.db import models
from wagtail.log_actions import get_active_log_context

from network_core.audit.models import AuditEntry
from network_core.networks.models import Network
from network_core.tenancy.models import User

MAX_NAME = 200


def current_actor() -> User | None:
    """The person who works in the admin right now, or None (a command, a job, a visitor)."""
    user = get_active_log_context().user
    return user if isinstance(user, User) else None


def record(
    action: str,
    *,
    actor: User | None = None,
    network: Network | None = None,
    target: models.Model | None = None,
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add one entry. It belongs to the transaction of what it speaks of: both happen or none.

    Without a network it is seen by administrators only.
    """
    return AuditEntry.objects.create(
        action=action,
        actor=actor,
        actor_name=str(actor)[:MAX_NAME] if actor else "",
        network=network,
        network_name=str(network)[:MAX_NAME] if network else "",
        target_type=target._meta.label_lower if target else "",
        target_id=str(target.pk) if target else "",
        target_name=str(target)[:MAX_NAME] if target else "",
        details=details or {},
    )


def only_network_of(user: User) -> Network | None:
    """The network of somebody who works in exactly one; None for administrators and others."""
    if user.is_superuser or user.pk is None:
        return None
    # Not through tenancy.access, which would remember on `user` roles that are just changing.
    networks = list(Network.objects.filter(role_groups__group__user=user).distinct()[:2])
    return networks[0] if len(networks) == 1 else None
