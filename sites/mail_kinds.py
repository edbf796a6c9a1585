"""The kinds of mail that forms of the sites send."""

from django.utils.translation import gettext_lazy as _

from network_core.mail.kinds import MailKind, register_kind

register_kind(
    MailKind(
        "company_offer",
        _("Angebot eines Unternehmens, an das Netzwerk"),
        {
            "company": _("Musterbetrieb (Beispiel)"),
            "contact_person": _("Ein Beispiel"),
            "email": "betrieb@example.org",
            "phone": "",
            "kinds": [_("Ausbildung in Teilzeit")],
            "message": _("Guten Tag,\n\nwir könnten im Herbst einen Platz anbieten."),
        },
    )
)
