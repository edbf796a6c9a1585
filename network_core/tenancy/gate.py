"""The gate in front of the admin: asks the rule of the address before its view answers."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.defaults import page_not_found
from wagtail.admin.auth import permission_denied, require_admin_access

from network_core.tenancy.access import is_administrator
from network_core.tenancy.addresses import admin_prefix, guard_name, rule_for
from network_core.tenancy.guards import stands


class AdminGateMiddleware:
    """What may not be answered to the person is answered as if it did not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    @cached_property
    def prefix(self) -> str:
        """What every path of the admin begins with."""
        return f"/{admin_prefix()}"

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the gate stands in front of the view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse, or let the view answer."""
        if not request.path.startswith(self.prefix):
            return None
        user: Any = request.user
        # Who is not logged in is led to the login by the admin itself.
        if not user.is_authenticated or is_administrator(user) or not request.resolver_match:
            return None
        match = request.resolver_match
        name, rule = rule_for(match.view_name or match.route, view)
        if rule is None:
            return _not_found(request)
        if not rule.is_guard or not stands(guard_name(name)):
            return None
        if rule.administrators_only:
            return permission_denied(request)
        if rule.instead is not None:
            return require_admin_access(rule.instead)(request, *args, **kwargs)
        admitted = rule.question is not None and rule.question(request, kwargs)
        return None if admitted else _not_found(request)


def _not_found(request: HttpRequest) -> HttpResponse:
    return page_not_found(request, None, template_name="wagtailadmin/404.html")
