"""What a person's own page of the admin says about logging in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from network_core.tenancy.addresses import common, declare

OWN_ACCOUNT = (
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "end_sessions",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
)
declare(dict.fromkeys(OWN_ACCOUNT, common("about the person alone")))


@hooks.register("register_account_menu_item")
def second_factor_item(request: HttpRequest) -> dict[str, str]:
    """The way to the second factor."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Zweiter Faktor"),
        "help_text": _("Schützt den Zugang, auch wenn jemand das Passwort kennt."),
    }


@hooks.register("register_account_menu_item")
def end_sessions_item(request: HttpRequest) -> dict[str, str]:
    """The way out of every session."""
    return {
        "url": reverse("end_sessions"),
        "label": _("Überall abmelden"),
        "help_text": _("Beendet alle Sitzungen, auch auf anderen Geräten."),
    }
