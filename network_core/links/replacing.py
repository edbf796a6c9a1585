"""Replacing an address everywhere that a person may change, on pages and in records."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, RevisionMixin, Site
from wagtail.permissions import policy_registry

from network_core.links.collecting import note_uses
from network_core.links.models import Link, LinkUse, digest_of
from network_core.links.sources import Found, links_of, part_names, parts_of
from network_core.links.values import Change, change_instance
from network_core.tenancy.models import User


@dataclass
class Result:
    """What was replaced, and what was left and why."""

    replaced: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def uses_for(link: Link, networks: set[int]) -> models.QuerySet[LinkUse]:
    """Where an address stands in these networks."""
    return LinkUse.objects.filter(link=link, network__in=networks).select_related(
        "content_type", "network"
    )


def replace_everywhere(old: str, new: str, user: User, networks: set[int]) -> Result:
    """Put `new` where `old` stands, in everything of these networks that the person may publish.

    What is public becomes public with the new address; drafts get it too and stay drafts. Each
    page or record is a transaction of its own: one that is locked stops no other.
    """
    result = Result()
    link = Link.objects.filter(digest=digest_of(old)).first()
    if link is None:
        return result

    def change(url: str) -> str:
        return new if url == old else url

    own_hosts = set(Site.objects.values_list("hostname", flat=True))
    for use in list(uses_for(link, networks)):
        with transaction.atomic():
            instance = _locked(use)
            if instance is None or not may_replace(instance, user):
                result.left.append(use.title)
                continue
            _replace(instance, change, user)
            names = part_names(type(instance))
            fresh = type(instance)._default_manager.get(pk=instance.pk)
            found = Found(fresh, use.network_id, links_of(fresh, names))
            note_uses([found], own_hosts, timezone.now())
        result.replaced.append(use.title)
    Link.objects.filter(pk=link.pk, uses__isnull=True).delete()
    return result


def _locked(use: LinkUse) -> Any:
    model: Any = use.content_type.model_class()
    if model is None:
        return None
    return model._default_manager.select_for_update(of=("self",)).filter(pk=use.object_id).first()


def may_replace(instance: Any, user: User) -> bool:
    """Whether the person may change what is public of it, and nobody has locked it."""
    if isinstance(instance, Page):
        rights = instance.permissions_for_user(user)
        return bool(rights.can_edit() and rights.can_publish() and not rights.page_locked())
    action = "publish" if isinstance(instance, DraftStateMixin) else "change"
    policy = policy_registry.get_by_type(type(instance))
    if not policy.user_has_permission_for_instance(user, action, instance):
        return False
    lock = instance.get_lock() if hasattr(instance, "get_lock") else None
    return lock is None or not lock.for_user(user)


def _replace(instance: Any, change: Change, user: User) -> None:
    """Change a page or record, its parts and its translations."""
    names = part_names(type(instance))
    rows = [name for name in names if name != "texts"]
    draft = None
    if isinstance(instance, DraftStateMixin) and instance.has_unpublished_changes:
        draft = instance.get_latest_revision_as_object()
    _change_with_rows(instance, rows, change)
    _publish(instance, user)
    if draft is not None and _change_with_rows(draft, rows, change):
        draft.save_revision(user=user, clean=False)
    if "texts" in names:
        for text in list(parts_of(instance, ["texts"])):
            if change_instance(text, change):
                _publish(text, user)


def _change_with_rows(instance: Any, names: Iterable[str], change: Change) -> bool:
    is_changed = change_instance(instance, change)
    for name in names:
        rows = list(getattr(instance, name).all())
        changes = [change_instance(row, change) for row in rows]
        if any(changes):
            setattr(instance, name, rows)
            is_changed = True
    return is_changed


def _publish(instance: Any, user: User) -> None:
    if isinstance(instance, DraftStateMixin):
        revision = instance.save_revision(user=user, clean=False)
        if instance.live:
            revision.publish(user=user, skip_permission_checks=True)
        return
    instance.save()
    if isinstance(instance, RevisionMixin):
        instance.save_revision(user=user, clean=False)
