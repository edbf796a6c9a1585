"""Puts the report on broken links into the admin's menu of reports."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network_core.links.views import BrokenLinksView, LinksMenuItem, ReplaceLinkView
from network_core.tenancy.addresses import asks_itself, declare

declare(
    {
        "broken_links": asks_itself("lists links in what the person may change"),
        "replace_link": asks_itself("replaces links in what the person may change"),
    }
)


@hooks.register("register_reports_menu_item")
def register_links_menu_item() -> MenuItem:
    """The entry in the menu of reports."""
    return LinksMenuItem(
        _("Defekte Links"), reverse("broken_links"), name="links", icon_name="link", order=900
    )


@hooks.register("register_admin_urls")
def register_links_urls() -> list[URLPattern]:
    """The addresses of the report and of the form."""
    return [
        path("reports/links/", BrokenLinksView.as_view(), name="broken_links"),
        path("reports/links/ersetzen/", ReplaceLinkView.as_view(), name="replace_link"),
    ]
