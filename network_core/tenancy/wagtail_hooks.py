"""How the admin learns what tenancy has to say."""

from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.images.views.chooser import viewset as picture_chooser
from wagtail.models import DraftStateMixin
from wagtail.snippets.action_menu import ActionMenuItem

from network_core.tenancy import stock
from network_core.tenancy.access import is_administrator, person_of
from network_core.tenancy.action_menu import NetworkPublishItem, NetworkUnpublishItem
from network_core.tenancy.addresses import declare
from network_core.tenancy.bulk import NoBulkDelete
from network_core.tenancy.network_admin import NetworkViewSet
from network_core.tenancy.page_choosers import only_seen_pages
from network_core.tenancy.page_listing import OwnPageViewSet
from network_core.tenancy.summary import OwnPagesSummaryItem
from network_core.tenancy.tags import OwnPictureChooseView

declare(stock.RULES)
picture_chooser.choose_view_class = OwnPictureChooseView
hooks.register("construct_page_chooser_queryset", only_seen_pages)

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


@hooks.register("register_admin_viewset", order=100)
def page_viewset() -> OwnPageViewSet:
    """Take the place of Wagtail's own, which is registered before."""
    return OwnPageViewSet()


CLOSED_REPORTS = {"site-history", "page-types-usage"}


@hooks.register("construct_reports_menu")
def leave_out_closed_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Show no way to reports that only administrators may open."""
    if not is_administrator(person_of(request)):
        items[:] = [item for item in items if item.name not in CLOSED_REPORTS]


# After Wagtail's own.
@hooks.register("construct_homepage_summary_items", order=100)
def count_own_pages(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Count nobody else's pages."""
    items[:] = [
        OwnPagesSummaryItem(request) if type(item) is PagesSummaryItem else item for item in items
    ]
