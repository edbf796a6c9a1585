"""Put the directory into the admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from network_core.directory import log_actions  # noqa: F401 - registers the actions
from network_core.directory.freshness.admin_views import (
    ChecksMenuItem,
    DueChecksView,
    WithdrawView,
)
from network_core.directory.models import Offer, Partner
from network_core.directory.own_records import MENU_NAME, OwnRecordsItem, own_records
from network_core.directory.proposals.views import may_propose
from network_core.directory.viewsets import DirectoryGroup
from network_core.tenancy.access import is_partner_account, person_of
from network_core.tenancy.addresses import asks_itself, declare

declare(
    {
        "own_records": asks_itself("lists the records of the person's partners"),
        "due_checks": asks_itself("lists offers that the person may change"),
        "withdraw_offer": asks_itself("asks for rights on the offer"),
    }
)


@hooks.register("register_snippet_listing_buttons")
def propose_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """The way to propose a change, in the list of records."""
    if isinstance(snippet, Offer | Partner) and may_propose(user, snippet):
        url = reverse(type(snippet).snippet_viewset.get_url_name("propose"), args=[snippet.pk])
        yield Button(_("Änderung vorschlagen"), url=url, icon_name="edit", priority=20)


@hooks.register("register_admin_viewset")
def directory() -> DirectoryGroup:
    """Partners, offers and what networks add to them."""
    return DirectoryGroup()


@hooks.register("register_admin_urls")
def own_records_url() -> list[URLPattern]:
    """The page for the staff of partners."""
    return [path("meine-eintraege/", own_records, name="own_records")]


@hooks.register("register_admin_urls")
def check_urls() -> list[URLPattern]:
    """The list of offers to check, and withdrawing one."""
    return [
        path("faellige-pruefungen/", DueChecksView.as_view(), name="due_checks"),
        path(
            "faellige-pruefungen/<int:pk>/zurueckziehen/",
            WithdrawView.as_view(),
            name="withdraw_offer",
        ),
    ]


@hooks.register("register_admin_menu_item")
def checks_item() -> MenuItem:
    """The way to that list, next to the directory."""
    return ChecksMenuItem(
        _("Fällige Prüfungen"),
        reverse("due_checks"),
        name="due-checks",
        icon_name="circle-check",
        order=115,
    )


@hooks.register("register_admin_menu_item")
def own_records_item() -> MenuItem:
    """The way to it."""
    return OwnRecordsItem(
        _("Meine Einträge"), reverse("own_records"), name=MENU_NAME, icon_name="group", order=50
    )


@hooks.register("construct_main_menu")
def nothing_else_for_partners(request: HttpRequest, items: list[MenuItem]) -> None:
    """Their menu names only what they may open."""
    if is_partner_account(person_of(request)):
        items[:] = [item for item in items if item.name == MENU_NAME]
