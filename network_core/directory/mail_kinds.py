"""The kinds of mail that the directory sends."""

from datetime import date

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

_TITLE = _("Offene Sprechstunde (Beispiel)")
_EXAMPLE = {
    "offers": [
        {
            "title": _TITLE,
            "partner": _("Beispielverein"),
            "right_path": "/de/pruefung/beispiel/stimmt/",
            "change_path": "/de/pruefung/beispiel/aendern/",
            "gone_path": "/de/pruefung/beispiel/gibt-es-nicht-mehr/",
        }
    ],
    "valid_until": date(2030, 1, 31),
    "opt_out_path": "/de/pruefung/abbestellen/beispiel/",
}

register_kind(MailKind("check_request", _("Frage an einen Partner, ob Angebote stimmen"), _EXAMPLE))
register_kind(MailKind("check_reminder", _("Erinnerung an diese Frage"), _EXAMPLE))
