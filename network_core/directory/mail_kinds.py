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
register_kind(
    MailKind(
        "handover_offered",
        _("Übergabe eines Eintrags, an das andere Netzwerk"),
        {
            "title": _("Offener Treff (Beispiel)"),
            "giver": _("Netzwerk Beispielstadt"),
            "message": _("Der Treff ist in die Nachbarstadt gezogen."),
            "url": "https://example.org/admin/",
        },
    )
)
register_kind(
    MailKind(
        "handover_answered",
        _("Antwort auf eine Übergabe"),
        {
            "title": _("Offener Treff (Beispiel)"),
            "receiver": _("Netzwerk Beispielstadt"),
            "status": "accepted",
            "answer": _("Gern."),
            "url": "https://example.org/admin/",
        },
    )
)
register_kind(
    MailKind(
        "change_digest",
        _("Was sich an Einträgen anderer geändert hat, an das Netzwerk"),
        {
            "lines": [_("geändert: Offener Treff (Netzwerk Beispielstadt)")],
            "count": 1,
            "url": "https://example.org/admin/",
        },
    )
)
