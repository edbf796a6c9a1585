"""The link of an invitation: it shows on GET and acts on POST, since mail scanners open links."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.log_actions import LogContext

from network_core.people.forms import NewcomerForm
from network_core.people.invitations import accept, account_for, is_shut
from network_core.people.models import Invitation
from network_core.tenancy.models import User


@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the invitation is, and join: with name and password, or with the own account."""
    found = Invitation.objects.with_token(token).select_related("network__site", "partner")
    invitation = found.first()
    account = account_for(invitation) if invitation else None
    if invitation is None or (account is not None and is_shut(account)):
        return _page(request, None, status=404)
    has_account = account is not None and account.is_active
    form = None
    if has_account:
        if request.method == "POST" and request.user == account:
            return _joined(request, invitation, accept(invitation.pk, None))
    else:
        form = NewcomerForm(request.POST or None, email=invitation.email)
        if request.method == "POST" and form.is_valid():
            with LogContext(user=None):
                joined = accept(invitation.pk, form.newcomer)
            return _joined(request, invitation, joined)
    context = {
        "form": form,
        "has_account": has_account,
        "is_own": has_account and request.user == account,
        "role": invitation.get_role_display(),
    }
    return _page(request, invitation, context)


def _joined(request: HttpRequest, invitation: Invitation, user: User | None) -> HttpResponse:
    if user is None:
        return _page(request, None, status=404)
    if request.user.is_authenticated:
        # The change of role has ended the session.
        text = _("Sie gehören jetzt zum Team von %(name)s. Bitte noch einmal anmelden.")
    else:
        text = _("Ihr Zugang zu %(name)s ist eingerichtet. Bitte jetzt anmelden.")
    messages.success(request, text % {"name": invitation.network.name})
    return redirect("wagtailadmin_login")


def _page(
    request: HttpRequest,
    invitation: Invitation | None,
    context: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    values = {"invitation": invitation, **(context or {})}
    response = render(request, "people/accept.html", values, status=status)
    # The address holds a secret.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
