"""Whose roles change is logged out everywhere: no session outlives the rights it began with."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import F
from django.db.models.signals import m2m_changed

from network_core.tenancy.models import User


def connect() -> None:
    """Listen to the groups of people."""
    m2m_changed.connect(_groups_changed, sender=User.groups.through, dispatch_uid="sessions")


def _groups_changed(
    sender: Any,
    instance: User | Group,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **kwargs: Any,
) -> None:
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if isinstance(instance, User):
        if action == "pre_clear" or pk_set:
            instance.end_sessions()
        return
    ids: Any = instance.user_set.values("pk") if action == "pre_clear" else pk_set or ()
    User.objects.filter(pk__in=ids).update(session_number=F("session_number") + 1)
