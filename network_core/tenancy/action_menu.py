"""Publishing and unpublishing in the menu of the editor, for those whom the policy lets.

Wagtail's own items ask for a permission on the whole model, which nobody but administrators has.
"""

from typing import Any

from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem

from network_core.tenancy.policies import NetworkPolicy


def _may_publish(context: dict[str, Any]) -> bool:
    user, instance = context["request"].user, context.get("instance")
    policy = policy_registry.get_by_type(context["model"])
    # Administrators have the permission on the model, and so Wagtail's own item.
    if user.is_superuser or not isinstance(policy, NetworkPolicy):
        return False
    if instance is None:
        return policy.user_has_permission(user, "publish")
    return policy.user_has_permission_for_instance(user, "publish", instance)


class NetworkPublishItem(PublishMenuItem):
    """„Veröffentlichen“, answered by the policy."""

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Whether the person may publish this object."""
        return not context.get("locked_for_user") and _may_publish(context)


class NetworkUnpublishItem(UnpublishMenuItem):
    """„Veröffentlichung aufheben“, answered by the policy."""

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Whether the object is public and the person may take it back."""
        if context.get("locked_for_user") or context["view"] != "edit":
            return False
        return context["instance"].live and _may_publish(context)
