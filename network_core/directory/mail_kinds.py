"""The kinds of mail that the directory sends."""

from django.utils.translation import gettext_lazy as _

from network_core.mail.kinds import MailKind, register_kind

register_kind(
    MailKind(
        "proposal_received",
        _("Änderungsvorschlag, an die Pflegenden"),
        {
            "title": _("Offener Treff (Beispiel)"),
            "sender": _("Netzwerk Beispielstadt"),
            "message": _("Am 3. Mai dort angerufen."),
            "count": 2,
            "url": "https://example.org/admin/",
        },
    )
)
register_kind(
    MailKind(
        "proposal_answered",
        _("Antwort auf einen Änderungsvorschlag"),
        {
            "title": _("Offener Treff (Beispiel)"),
            "status": "partly",
            "steward": _("Netzwerk Beispielstadt"),
            "answer": _("Die Telefonnummer stimmt, die Zeiten gelten erst ab Juni."),
            "url": "https://example.org/admin/",
        },
    )
)
