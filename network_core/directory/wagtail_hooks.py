"""Put the directory into the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network_core.directory.own_records import MENU_NAME, OwnRecordsItem, own_records
from network_core.directory.viewsets import DirectoryGroup
from network_core.tenancy.access import is_partner_account


@hooks.register("register_admin_viewset")
def directory() -> DirectoryGroup:
    """Partners, offers and what networks add to them."""
    return DirectoryGroup()


@hooks.register("register_admin_urls")
def own_records_url() -> list[URLPattern]:
    """The page for the staff of partners."""
    return [path("meine-eintraege/", own_records, name="own_records")]


@hooks.register("register_admin_menu_item")
def own_records_item() -> MenuItem:
    """The way to it."""
    return OwnRecordsItem(
        _("Meine Einträge"), reverse("own_records"), name=MENU_NAME, icon_name="group", order=50
    )


@hooks.register("construct_main_menu")
def nothing_else_for_partners(request: HttpRequest, items: list[MenuItem]) -> None:
    """Their menu names only what they may open."""
    if is_partner_account(request.user):  # type: ignore[arg-type]
        items[:] = [item for item in items if item.name == MENU_NAME]
