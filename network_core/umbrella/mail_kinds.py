"""The mail that the comparison sends."""

from django.utils.translation import gettext_lazy as _

from network_core.mail.kinds import MailKind, register_kind

register_kind(
    MailKind(
        "quarter_report",
        _("Das Netzwerk im Vergleich, einmal im Quartal an die Koordination"),
        {
            "quarter": _("3. Quartal 2026"),
            "figures": [
                {
                    "label": _("Aktive Angebote"),
                    "value": "59",
                    "change": "+2",
                    "median": "91",
                },
                {"label": _("Partner"), "value": "10", "change": "", "median": ""},
            ],
            "steps": [
                {
                    "text": _("Bei einem Angebot ist die Prüfung überfällig."),
                    "url": "https://example.org/admin/pruefungen/",
                }
            ],
            "url": "https://example.org/admin/vergleich/bericht/",
        },
    )
)
