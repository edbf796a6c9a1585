"""How the admin learns what tenancy has to say."""

from django.db.models import Model
from wagtail import hooks
from wagtail.models import DraftStateMixin
from wagtail.snippets.action_menu import ActionMenuItem

from network_core.tenancy.action_menu import NetworkPublishItem, NetworkUnpublishItem
from network_core.tenancy.bulk import NoBulkDelete
from network_core.tenancy.network_admin import NetworkViewSet

# After Wagtail's own registration, which it replaces for the models of networks.
hooks.register("register_bulk_action", NoBulkDelete, order=100)


@hooks.register("register_snippet_action_menu_item")
def publish_item(model: type[Model]) -> ActionMenuItem | None:
    """Add „Veröffentlichen“."""
    return NetworkPublishItem(order=30) if issubclass(model, DraftStateMixin) else None


@hooks.register("register_snippet_action_menu_item")
def unpublish_item(model: type[Model]) -> ActionMenuItem | None:
    """Add „Veröffentlichung aufheben“."""
    return NetworkUnpublishItem(order=20) if issubclass(model, DraftStateMixin) else None


@hooks.register("register_admin_viewset")
def network_viewset() -> NetworkViewSet:
    """Add the settings of networks."""
    return NetworkViewSet()
