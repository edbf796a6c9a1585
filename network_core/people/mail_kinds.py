"""The mail that invites somebody."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.mail.kinds import MailKind, register_kind

register_kind(
    MailKind(
        "invitation",
        _("Einladung in das Team eines Netzwerks"),
        {
            "inviter": _("Ein Beispiel"),
            "role": _("Redakteur*in"),
            "partner": None,
            "link": "https://example.org/admin/einladung/beispiel/",
            "expires_at": timezone.now(),
        },
    )
)
