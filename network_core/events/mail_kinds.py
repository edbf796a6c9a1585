"""The kinds of mail about events that networks host together."""

from django.utils.translation import gettext_lazy as _

from network_core.mail.kinds import MailKind, register_kind

register_kind(
    MailKind(
        "co_host_asked",
        _("Gemeinsame Veranstaltung, an das angefragte Netzwerk"),
        {
            "title": _("Fachtag (Beispiel)"),
            "owner": _("Netzwerk Beispielstadt"),
            "url": "https://example.org/admin/",
        },
    )
)
register_kind(
    MailKind(
        "co_host_answered",
        _("Antwort zu einer gemeinsamen Veranstaltung"),
        {
            "title": _("Fachtag (Beispiel)"),
            "network_name": _("Netzwerk Beispielstadt"),
            "status": "accepted",
            "url": "https://example.org/admin/",
        },
    )
)
