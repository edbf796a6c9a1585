"""The mail that steering sends."""

from django.utils.translation import gettext_lazy as _

from network_core.mail.kinds import MailKind, register_kind

register_kind(
    MailKind(
        "records_handed_over",
        _("Ein anderes Netzwerk pflegt jetzt alle Einträge, an beide Netzwerke"),
        {
            "giver": _("Netzwerk Beispielstadt"),
            "receiver": _("Netzwerk Musterland"),
            "reason": _("Das Netzwerk endet zum Juni."),
            "moved": [{"label": _("Angebote"), "count": 12}, {"label": _("Partner"), "count": 3}],
            "proposals": 2,
            "url": "https://example.org/admin/",
        },
    )
)
