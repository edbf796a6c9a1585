"""The staff of a partner have nothing in the admin but their own records.

What they may open is a list of names, and everything else is closed: an address that is added
tomorrow is closed to them without anybody thinking of it.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.auth import permission_denied

from network_core.tenancy.access import is_partner_account

HOME = "wagtailadmin_home"

_open_names = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_account",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}
_first_page: list[str] = []


def open_to_partner_accounts(*names: str) -> None:
    """Let partner accounts open the addresses of these names (`namespace:name`).

    Called once, when the apps are ready. Each of the views asks for itself whose records they are.
    """
    _open_names.update(names)


def first_page_of_partner_accounts(name: str) -> None:
    """What partner accounts see instead of the home page of the admin."""
    open_to_partner_accounts(name)
    _first_page[:] = [name]


class PartnerGateMiddleware:
    """Closes the admin to partner accounts, except for what was opened by name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin = reverse(HOME)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """The first page for the home page; the admin's answer to missing rights elsewhere."""
        match, user = request.resolver_match, request.user
        if match is None or not request.path.startswith(self.admin):
            return None
        if match.view_name in _open_names or not user.is_authenticated:
            return None
        if not is_partner_account(user):
            return None
        if match.view_name == HOME:
            return redirect(_first_page[0])
        response: HttpResponseBase = permission_denied(request)
        return response
