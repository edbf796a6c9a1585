"""How allauth, which brings the second factor, behaves here.

Only its steps after the password, and the pages to set up a second factor, are in use: names and
passwords are asked for on Wagtail's own page.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from network_core.accounts.sealing import opened, sealed
from network_core.accounts.throttle import LOCKED_MESSAGE, Attempt
from network_core.forms.limits import network_prefix
from network_core.tenancy.access import needs_second_factor

# Said by Wagtail or not at all.
SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):
    """Logging in with a second step."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("Das Passwort stimmt nicht."),
        "too_many_login_attempts": LOCKED_MESSAGE,
        "rate_limited": LOCKED_MESSAGE,
    }

    def get_login_stages(self) -> list[str]:
        """The second factor, for those who have one."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The home of the admin."""
        return str(redirect("wagtailadmin_home").url)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Like everybody without an account."""
        return redirect("wagtailadmin_login")

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of the same host: other networks' hosts have log-ins of their own."""
        host = self.request.get_host()
        secure = self.request.is_secure()
        return url_has_allowed_host_and_scheme(url, allowed_hosts={host}, require_https=secure)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where the request came from, seen by our own proxies."""
        return network_prefix(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse after too many wrong passwords; asked where a password is confirmed."""
        attempt = Attempt(request, credentials.get("username", ""))
        if attempt.is_refused:
            raise ValidationError(LOCKED_MESSAGE, code="locked")
        request.login_attempt = attempt  # type: ignore[attr-defined]

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The password was wrong."""
        request.login_attempt.failed()  # type: ignore[attr-defined]

    def _rollback_login_failed_rl_usage(self) -> None:
        self.request.login_attempt.succeeded()

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Tell what is worth telling."""
        template = args[0] if args else kwargs.get("message_template")
        if template not in SILENT:
            super().add_message(request, level, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are not kept in the clear; who needs a second factor keeps one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Dieser Code stimmt nicht."),
        "cannot_delete_authenticator": _(
            "Mit Ihrer Rolle ist ein zweiter Faktor Pflicht. Bitte zuerst einen anderen einrichten."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open it."""
        return opened(encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Not the last one of somebody whose role asks for it."""
        if not settings.SECOND_FACTOR_REQUIRED or not needs_second_factor(authenticator.user):
            return True
        others = type(authenticator).objects.filter(user=authenticator.user)
        others = others.exclude(pk=authenticator.pk).exclude(type="recovery_codes")
        return bool(others.exists())
