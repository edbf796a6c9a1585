"""The forms of logging in."""

from datetime import timedelta
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import auth as wagtail_forms

from network_core.accounts.resetting import send_reset_link
from network_core.accounts.sealing import sealed
from network_core.accounts.throttle import LOCKED_MESSAGE, Attempt, second_factor_name
from network_core.forms.limits import Rate, within_limits
from network_core.networks.requests import network_of

__all__ = ["CodeForm", "LoginForm", "PasswordResetForm"]


class LoginForm(wagtail_forms.LoginForm):
    """Name or address, and password; refused after too many wrong ones."""

    username = forms.CharField(
        label=_("Anmeldename oder E-Mail"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Passwort"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        **wagtail_forms.LoginForm.error_messages,
        "invalid_login": _("Anmeldename oder Passwort stimmt nicht. Bitte noch einmal versuchen."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Without Wagtail's placeholder, which asks for a name only."""
        super().__init__(*args, **kwargs)
        del self.fields["username"].widget.attrs["placeholder"]

    def clean(self) -> dict[str, Any]:
        """Look at the password, unless too many were wrong."""
        name = self.cleaned_data.get("username")
        if not name or not self.cleaned_data.get("password"):
            return self.cleaned_data
        attempt = Attempt(self.request, name)
        if attempt.is_refused:
            raise ValidationError(LOCKED_MESSAGE, code="locked")
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            attempt.failed()
            raise
        attempt.succeeded()
        return cleaned


class CodeForm(AuthenticateForm):
    """A code of the app or of the paper; refused after too many wrong ones."""

    def clean_code(self) -> str:
        """Look at the code, unless too many were wrong."""
        attempt = Attempt(context.request, second_factor_name(self.user))
        if attempt.is_refused:
            raise ValidationError(LOCKED_MESSAGE, code="locked")
        code: str = super().clean_code()
        attempt.succeeded()
        return code


class PasswordResetForm(wagtail_forms.PasswordResetForm):
    """Asks for a link; the answer and its time are the same whether or not there is an account."""

    rates = (Rate(6, timedelta(minutes=10)), Rate(30, timedelta(days=1)))

    def clean(self) -> dict[str, Any]:
        """Nothing is looked up here."""
        return self.cleaned_data

    def save(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        """Leave the search for the account to the background, unless it is asked too often."""
        if not within_limits(request, "password_reset", self.rates):
            return
        network = network_of(request)
        send_reset_link.enqueue(sealed(self.cleaned_data["email"]), network.pk)
