"""The kinds of mail that belong to no other package."""

from django.utils.translation import gettext_lazy as _

from network_core.mail.kinds import MailKind, register_kind

register_kind(
    MailKind(
        "contact_message",
        _("Nachricht über das Kontaktformular, an das Netzwerk"),
        {
            "name": _("Ein Beispiel"),
            "email": "beispiel@example.org",
            "message": _("Guten Tag,\n\nwann ist die nächste offene Sprechstunde?"),
        },
    )
)
register_kind(MailKind("test", _("Test des E-Mail-Versands")))
