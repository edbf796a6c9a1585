"""The mail with the link to a new password."""

from django.utils.translation import gettext_lazy as _

from network_core.mail.kinds import MailKind, register_kind

register_kind(
    MailKind(
        "password_reset",
        _("Link zu einem neuen Passwort"),
        {
            "username": "beispiel",
            "link": "https://example.org/admin/password_reset/confirm/beispiel/",
        },
    )
)
