"""What is listened to: log-ins, people, their groups, and the permissions of groups."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import models
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from network_core.audit.models import AuditEntry
from network_core.audit.record import current_actor, only_network_of, record
from network_core.networks.models import Network
from network_core.tenancy.models import RoleGroup, User

Action = AuditEntry.Action

# More failed log-ins of one account (or of unknown ones together) in an hour are not written down,
# so that whoever tries passwords does not fill the database.
MAX_FAILED_PER_HOUR = 20

# What of a person is watched. The password is compared, never written.
WATCHED = ("username", "email", "is_active", "is_staff", "is_superuser")
_BEFORE = "_audit_before"


def connect() -> None:
    """Connect every listener once."""
    user_logged_in.connect(_logged_in, dispatch_uid="audit")
    user_logged_out.connect(_logged_out, dispatch_uid="audit")
    user_login_failed.connect(_login_failed, dispatch_uid="audit")
    pre_save.connect(_remember_person, sender=User, dispatch_uid="audit")
    post_save.connect(_person_saved, sender=User, dispatch_uid="audit")
    pre_delete.connect(_person_deleted, sender=User, dispatch_uid="audit")
    for through in (User.groups.through, User.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(_set_changed, sender=through, dispatch_uid="audit")
    for model in (GroupPagePermission, GroupCollectionPermission, RoleGroup):
        post_save.connect(_grant_saved, sender=model, dispatch_uid="audit")
        post_delete.connect(_grant_deleted, sender=model, dispatch_uid="audit")


def network_of_group(group: Group | None) -> Network | None:
    """The network in which a group gives a role, or None."""
    if group is None or group.pk is None:
        return None
    role = RoleGroup.objects.filter(group_id=group.pk).select_related("network").first()
    return role.network if role else None


def _logged_in(sender: Any, user: User, **kwargs: Any) -> None:
    record(Action.LOGIN, actor=user, network=only_network_of(user))


def _logged_out(sender: Any, user: User | None, **kwargs: Any) -> None:
    if isinstance(user, User):
        record(Action.LOGOUT, actor=user, network=only_network_of(user))


def _login_failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    name = str(credentials.get("username") or "").strip()
    # What was typed is kept only if it is an account: it may be a password in the wrong field.
    user = User.objects.filter(Q(username=name) | Q(email__iexact=name)).first()
    recent = AuditEntry.objects.filter(
        action=Action.LOGIN_FAILED,
        actor=user,
        created_at__gt=timezone.now() - timedelta(hours=1),
    ).count()
    if recent >= MAX_FAILED_PER_HOUR:
        return
    details = {"further_attempts_not_recorded": True} if recent == MAX_FAILED_PER_HOUR - 1 else {}
    network = only_network_of(user) if user else None
    record(Action.LOGIN_FAILED, actor=user, network=network, details=details)


def _remember_person(sender: Any, instance: User, raw: bool = False, **kwargs: Any) -> None:
    fields = kwargs.get("update_fields")
    watches = fields is None or set(fields) & {*WATCHED, "password"}
    before = None
    if watches and not raw and not instance._state.adding:
        before = User.objects.filter(pk=instance.pk).values(*WATCHED, "password").first()
    setattr(instance, _BEFORE, before)


def _person_saved(
    sender: Any, instance: User, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if raw:
        return
    if created:
        flags = {name: getattr(instance, name) for name in WATCHED}
        record(Action.PERSON_ADDED, actor=current_actor(), target=instance, details=flags)
        return
    before = getattr(instance, _BEFORE, None)
    if before is None:
        return
    changes: dict[str, Any] = {
        name: [before[name], getattr(instance, name)]
        for name in WATCHED
        if before[name] != getattr(instance, name)
    }
    if before["password"] != instance.password:
        changes["password"] = True
    if changes:
        record(
            Action.PERSON_CHANGED,
            actor=current_actor() or (instance if set(changes) == {"password"} else None),
            network=only_network_of(instance),
            target=instance,
            details=changes,
        )


def _person_deleted(sender: Any, instance: User, **kwargs: Any) -> None:
    record(
        Action.PERSON_DELETED,
        actor=current_actor(),
        network=only_network_of(instance),
        target=instance,
    )


def _set_changed(
    sender: Any,
    instance: User | Group,
    action: str,
    reverse: bool,
    model: type[models.Model],
    pk_set: set[int] | None,
    **kwargs: Any,
) -> None:
    """A person's groups, a person's permissions or a group's permissions have changed."""
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    name = "added" if action == "post_add" else "removed"
    if action == "pre_clear":
        related: Any = {
            Permission: getattr(instance, "user_permissions", None)
            or getattr(instance, "permissions", None),
            Group: getattr(instance, "groups", None) or getattr(instance, "group_set", None),
            User: getattr(instance, "user_set", None),
        }[model]
        others = list(related.all())
    else:
        others = list(model._default_manager.filter(pk__in=pk_set or ()))
    if sender is User.groups.through:
        pairs = [(other, instance) if reverse else (instance, other) for other in others]
        for person, group in pairs:
            record(
                Action.GROUPS_CHANGED,
                actor=current_actor(),
                network=network_of_group(group),  # type: ignore[arg-type]
                target=person,
                details={name: [str(group)]},
            )
    elif others:
        holder = instance
        record(
            Action.PERMISSIONS_CHANGED,
            actor=current_actor(),
            network=network_of_group(holder) if isinstance(holder, Group) else None,
            target=holder,
            details={name: sorted(_name(other) for other in others)},
        )


def _grant_saved(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        _record_grant(instance, "added" if kwargs.get("created") else "changed")


def _grant_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    _record_grant(instance, "removed")


def _record_grant(instance: Any, name: str) -> None:
    network: Network | None
    if isinstance(instance, RoleGroup):
        network, what = instance.network, instance.get_role_display()
    else:
        network = network_of_group(instance.group)
        scope = getattr(instance, "page", None) or getattr(instance, "collection", None)
        what = f"{_name(instance.permission)}: {scope}"
    record(
        Action.PERMISSIONS_CHANGED,
        actor=current_actor(),
        network=network,
        target=instance.group,
        details={name: [str(what)]},
    )


def _name(item: Any) -> str:
    if isinstance(item, Permission):
        return f"{item.content_type.app_label}.{item.codename}"
    return str(item)
