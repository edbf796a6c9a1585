"""Logging in, and logging out everywhere."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin.views import account

from network_core.accounts.forms import LoginForm
from network_core.audit.models import AuditEntry
from network_core.audit.record import only_network_of, record
from network_core.tenancy.access import person_of


class LoginView(account.LoginView):
    """Wagtail's page for name and password; after it comes the second factor."""

    def get_form_class(self) -> type[LoginForm]:
        """The form that knows addresses and counts wrong passwords."""
        return LoginForm

    def form_valid(self, form: LoginForm) -> HttpResponse:
        """Log in, or ask for the second factor of those who have one."""
        remember = form.cleaned_data.get("remember")
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if remember else 0)
        user: Any = form.get_user()
        login = Login(user=user, redirect_url=self.get_success_url())
        return perform_password_login(self.request, {"username": user.username}, login)


@login_required
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Log out everywhere: here, and on every other device."""
    if request.method != "POST":
        return render(request, "accounts/end_sessions.html")
    user = person_of(request)
    user.end_sessions()
    record(AuditEntry.Action.SESSIONS_ENDED, actor=user, network=only_network_of(user), target=user)
    logout(request)
    messages.success(request, _("Sie sind jetzt überall abgemeldet."))
    return redirect("wagtailadmin_login")
