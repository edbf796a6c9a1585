"""Records change hands; versions that were saved before do not bring the former owner back.

A version keeps the whole record, also whose it was. It may be waiting for its day, for somebody's
approval, or to be brought back from the history.
"""

from typing import Any

from django.db.models import ForeignKey, Model
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Revision, RevisionMixin
from wagtail.permissions import policy_registry

from network_core.networks.models import Network
from network_core.tenancy.guards import guard
from network_core.tenancy.policies import NetworkPolicy

_FORMER = "_former_owner_id"


def owner_field_of(model: type[Model]) -> str:
    """The field of the model that names its network, or nothing."""
    if not issubclass(model, RevisionMixin):
        return ""
    policy = policy_registry.get_by_type(model, fallback=False)
    if not isinstance(policy, NetworkPolicy) or not policy.owner_field:
        return ""
    field = model._meta.get_field(policy.owner_field)
    is_network = isinstance(field, ForeignKey) and field.related_model is Network
    return policy.owner_field if is_network else ""


@receiver(pre_save)
def remember_owner(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Note whose the record was before it is saved."""
    name = "" if raw or not instance.pk else owner_field_of(sender)
    if name:
        stored = sender._default_manager.filter(pk=instance.pk)
        setattr(instance, _FORMER, stored.values_list(f"{name}_id", flat=True).first())


@receiver(post_save)
def owner_changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Write the new owner into the versions, if it is another one."""
    former = instance.__dict__.pop(_FORMER, None)
    if former is None:
        return
    name = owner_field_of(sender)
    if getattr(instance, f"{name}_id") != former:
        carry_owner_into_versions(instance, name)


@guard(
    "owner in saved versions",
    "records that have changed hands while a version was waiting",
    otherwise=lambda instance, name: None,
)
def carry_owner_into_versions(instance: Model, name: str) -> None:
    """Make every saved version of the record one of its present owner.

    Whoever changes the owner past `save()` calls this.
    """
    owner = getattr(instance, f"{name}_id")
    changed = []
    for version in Revision.objects.for_instance(instance).iterator(chunk_size=100):
        if version.content.get(name) != owner:
            version.content[name] = owner
            changed.append(version)
    Revision.objects.bulk_update(changed, ["content"], batch_size=100)
