"""Who has to have a second factor has one, and used it in this session."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from network_core.audit.models import AuditEntry
from network_core.audit.record import only_network_of, record
from network_core.tenancy.access import needs_second_factor
from network_core.tenancy.models import User

# What is open before a second factor is set up; also to partner accounts, who may have one.
ADDRESSES = (
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "end_sessions",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
)
_OPEN = {
    *ADDRESSES,
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}


class SecondFactorMiddleware:
    """Sends those who need a second factor to set one up, and ends sessions that went around it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Another page instead of the one that was asked for, where something is missing."""
        match, user = request.resolver_match, request.user
        if not settings.SECOND_FACTOR_REQUIRED or not request.path.startswith(self.admin):
            return None
        if match is None or match.view_name in _OPEN or not isinstance(user, User):
            return None
        if not needs_second_factor(user) or used_second_factor(request, user):
            return None
        if is_mfa_enabled(user):
            logout(request)
            return redirect("wagtailadmin_login")
        messages.warning(
            request, _("Mit Ihrer Rolle ist ein zweiter Faktor Pflicht. Bitte jetzt einrichten.")
        )
        return redirect("mfa_index")


def used_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether the person showed a second factor in this session."""
    records = get_authentication_records(request, user)
    return any(entry.get("method") == "mfa" for entry in records)


def reset(user: User, actor: User | None = None) -> None:
    """Take all second factors of somebody who has lost them, and log them out."""
    Authenticator.objects.filter(user=user).delete()
    user.end_sessions()
    _note(user, actor or user, "reset")


def connect() -> None:
    """Listen to what happens to second factors."""
    signals.authenticator_added.connect(_added, dispatch_uid="accounts")
    signals.authenticator_removed.connect(_removed, dispatch_uid="accounts")
    signals.authenticator_reset.connect(_renewed, dispatch_uid="accounts")


def _added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        # Setting it up has shown that it works: this session need not begin again.
        record_authentication(request, user, "mfa", type=authenticator.type)
    _note(user, user, "added", authenticator)


def _removed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _note(user, user, "removed", authenticator)


def _renewed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _note(user, user, "changed", authenticator)


def _note(user: User, actor: User, what: str, authenticator: Authenticator | None = None) -> None:
    kind = str(authenticator.get_type_display()) if authenticator else _("alle")
    record(
        AuditEntry.Action.SECOND_FACTOR_CHANGED,
        actor=actor,
        network=only_network_of(user),
        target=user,
        details={what if what != "reset" else "removed": [kind]},
    )
