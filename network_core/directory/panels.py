"""What editors see of partners and offers, in the order in which they know it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)

from network_core.tenancy.panels import NamePanel, OwnerPanel, SlugPanel


def terms(name: str) -> FieldPanel:
    """Terms as boxes to tick."""
    return FieldPanel(name, widget=forms.CheckboxSelectMultiple)


POSITION = FieldRowPanel(
    [FieldPanel("latitude"), FieldPanel("longitude")],
    heading=_("Lage auf der Karte"),
    help_text=_("Nur wenn bekannt, zum Beispiel 51.5345 und 9.9349."),
)

PARTNER_PANELS = [
    ObjectList(
        [
            NamePanel("name"),
            SlugPanel(),
            FieldPanel("kind"),
            FieldPanel("summary", widget=forms.Textarea(attrs={"rows": 2})),
            FieldPanel("description"),
            FieldPanel("logo"),
        ],
        heading=_("Wer das ist"),
    ),
    ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("street"),
                    FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")]),
                    POSITION,
                ],
                heading=_("Anschrift"),
            ),
            MultiFieldPanel(
                [FieldPanel("phone"), FieldPanel("email"), FieldPanel("website")],
                heading=_("Kontakt"),
                help_text=_("Nur öffentliche Angaben, keine privaten Nummern."),
            ),
        ],
        heading=_("Anschrift und Kontakt"),
    ),
    ObjectList(
        [
            FieldPanel("check_email"),
            OwnerPanel("steward"),
            FieldPanel("is_example"),
            PublishingPanel(),
        ],
        heading=_("Pflege"),
    ),
]

OFFER_PANELS = [
    ObjectList(
        [
            NamePanel("title"),
            SlugPanel(),
            FieldPanel("partner"),
            FieldPanel("summary", widget=forms.Textarea(attrs={"rows": 2})),
            FieldPanel("description"),
            FieldPanel("eligibility", help_text=_("Wer kann das Angebot nutzen?")),
            FieldPanel("steps"),
            FieldPanel("documents"),
            MultiFieldPanel(
                [FieldPanel("cost_kind"), FieldPanel("cost_note")], heading=_("Kosten")
            ),
        ],
        heading=_("Worum geht es"),
    ),
    ObjectList(
        [
            InlinePanel(
                "places",
                heading=_("Orte"),
                label=_("Ort"),
                help_text=_("Wohin man geht. Ein Frauenhaus bekommt keine Anschrift."),
                panels=[
                    FieldPanel("name"),
                    FieldPanel("street"),
                    FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")]),
                    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                    FieldPanel("accessibility", widget=forms.Textarea(attrs={"rows": 2})),
                    FieldPanel("is_protected"),
                ],
            ),
            InlinePanel(
                "hours",
                heading=_("Öffnungszeiten"),
                label=_("Öffnungszeit"),
                help_text=_(
                    "Eine Zeile je Wochentag und Zeitspanne. Mit „Gilt ab“ und „Gilt bis“ wird "
                    "eine Zeile zur Ausnahme, ohne Uhrzeiten bedeutet sie: geschlossen."
                ),
                panels=[
                    FieldPanel("weekday"),
                    FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_through")]),
                ],
            ),
            FieldPanel("hours_note"),
            FieldPanel("is_online"),
            FieldPanel("nationwide"),
            InlinePanel(
                "service_areas",
                heading=_("Einzugsgebiet"),
                label=_("Gebiet"),
                help_text=_(
                    "Für wen das Angebot da ist: 03 für ganz Niedersachsen, 03159 für den "
                    "Landkreis Göttingen. Danach entscheidet sich, welche Netzwerke es zeigen."
                ),
                panels=[FieldRowPanel([FieldPanel("key"), FieldPanel("postcode")])],
            ),
        ],
        heading=_("Wo und wann"),
    ),
    ObjectList(
        [
            InlinePanel(
                "contacts",
                heading=_("Kontaktwege"),
                label=_("Kontaktweg"),
                help_text=_("Nur öffentliche Angaben, keine privaten Nummern."),
                panels=[FieldPanel("kind"), FieldPanel("value"), FieldPanel("label")],
            ),
            FieldPanel("languages"),
        ],
        heading=_("Kontakt"),
    ),
    ObjectList(
        [terms("topics"), terms("life_situations"), terms("formats"), terms("audiences")],
        heading=_("Themen"),
    ),
    ObjectList(
        [
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
            FieldPanel("replacement"),
            MultiFieldPanel(
                [
                    FieldPanel("source_title"),
                    FieldPanel("source_url"),
                    FieldPanel("source_law"),
                    FieldPanel("text_date"),
                ],
                heading=_("Woher wir das wissen"),
            ),
            FieldPanel("check_email"),
            OwnerPanel("steward"),
            FieldPanel("is_example"),
            PublishingPanel(),
        ],
        heading=_("Gültigkeit & Quelle"),
    ),
]

MEMBERSHIP_PANELS = [
    OwnerPanel("network"),
    FieldPanel("partner"),
    FieldPanel("role"),
    FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
]

LOCAL_NOTE_PANELS = [
    OwnerPanel("network"),
    MultiFieldPanel(
        [FieldPanel("offer"), FieldPanel("partner")],
        heading=_("Wozu"),
        help_text=_(
            "Entweder ein Angebot oder ein Partner. Der Eintrag selbst bleibt, wie er ist."
        ),
    ),
    FieldPanel("text", widget=forms.Textarea(attrs={"rows": 3})),
    FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
]

HIDDEN_OFFER_PANELS = [
    OwnerPanel("network"),
    FieldPanel("offer", help_text=_("Es steht dann nicht mehr auf Ihrer Website.")),
    FieldPanel("reason"),
]

HIDDEN_PARTNER_PANELS = [
    OwnerPanel("network"),
    FieldPanel("partner", help_text=_("Er steht dann nicht mehr auf Ihrer Website.")),
    FieldPanel("reason"),
]

SELECTION_PANELS = [
    OwnerPanel("network"),
    FieldPanel(
        "terms",
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Von den Angeboten anderer Netzwerke zeigt Ihre Website nur, was zu diesen Begriffen "
            "passt. Wo nichts angekreuzt ist, zeigt sie alles. Eigene Angebote zeigt sie immer."
        ),
    ),
]

VERIFICATION_PANELS = [
    FieldPanel("offer"),
    FieldRowPanel(
        [
            FieldPanel("checked_on"),
            FieldPanel("holds_until", help_text=_("Leer: so lange, wie die Fristen sagen.")),
        ]
    ),
    FieldPanel("way"),
    FieldPanel("note"),
]

CHECK_RULE_PANELS = [
    FieldPanel("format", widget=forms.Select),
    FieldRowPanel([FieldPanel("months"), FieldPanel("months_with_hours")]),
    FieldPanel("at_end"),
]

CHECK_SETTINGS_PANELS = [
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("months"), FieldPanel("months_with_hours")])],
        heading=_("Wie lange Angaben gelten"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("ask_days_before"),
            FieldPanel("remind_after_days"),
            FieldPanel("steward_after_days"),
            FieldPanel("umbrella_after_days"),
            FieldPanel("days_between_mails"),
        ],
        heading=_("Wie wir Partner fragen"),
    ),
    MultiFieldPanel(
        [FieldPanel("hide_after_months")],
        heading=_("Was mit Angeboten geschieht, die niemand prüft"),
    ),
]
