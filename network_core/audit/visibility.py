"""Who sees which entries of the audit log."""

from django.contrib.auth.models import AnonymousUser

from network_core.audit.models import AuditEntry, AuditQuerySet
from network_core.tenancy.access import network_ids_for
from network_core.tenancy.matrix import Kind
from network_core.tenancy.models import User


def entries_visible_to(user: User | AnonymousUser) -> AuditQuerySet:
    """All entries for administrators; those of their networks for who may change its settings."""
    entries: AuditQuerySet = AuditEntry.objects.all()
    if not isinstance(user, User) or not user.is_active:
        return entries.none()
    if user.is_superuser:
        return entries
    return entries.filter(network_id__in=network_ids_for(user, "change", Kind.NETWORK))


def may_see_log(user: User | AnonymousUser) -> bool:
    """Whether the person sees the log of any network."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or bool(network_ids_for(user, "change", Kind.NETWORK))
