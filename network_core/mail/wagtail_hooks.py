"""Puts the preview of mails into the admin's menu of reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network_core.mail.views import MailPreviewView


class MailPreviewMenuItem(MenuItem):
    """Shown to administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person is an administrator."""
        return bool(request.user.is_active and request.user.is_superuser)


@hooks.register("register_reports_menu_item")
def register_preview_menu_item() -> MenuItem:
    """The entry in the menu of reports."""
    return MailPreviewMenuItem(
        _("E-Mails"), reverse("mail_preview"), name="mails", icon_name="mail", order=1150
    )


@hooks.register("register_admin_urls")
def register_preview_urls() -> list[URLPattern]:
    """The address of the preview."""
    return [path("reports/mails/", MailPreviewView.as_view(), name="mail_preview")]
