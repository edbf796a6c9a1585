"""What editors see of groups, agreements and positions, in the order in which they know it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    ObjectList,
    PublishingPanel,
)

from network_core.tenancy.panels import NamePanel, OwnerPanel, SlugPanel


def text(name: str, rows: int = 4) -> FieldPanel:
    """A field of a few lines."""
    return FieldPanel(name, widget=forms.Textarea(attrs={"rows": rows}))


CARE = ObjectList(
    [OwnerPanel("network"), FieldPanel("is_example"), PublishingPanel()], heading=_("Pflege")
)

GROUP_PANELS = [
    ObjectList(
        [
            NamePanel("name"),
            SlugPanel(),
            text("purpose", 3),
            text("tasks"),
            FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        ],
        heading=_("Wozu und seit wann"),
    ),
    ObjectList(
        [
            text("composition", 3),
            InlinePanel(
                "members",
                heading=_("Partner in der Gruppe"),
                label=_("Partner"),
                panels=[
                    FieldPanel("partner"),
                    FieldPanel("role"),
                    FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
                ],
            ),
        ],
        heading=_("Wer mitarbeitet"),
    ),
    CARE,
]

MEETING_PANELS = [
    FieldPanel("group"),
    FieldPanel("date"),
    FieldPanel("subject"),
    FieldPanel("minutes"),
    FieldPanel("document"),
    PublishingPanel(),
]

AGREEMENT_PANELS = [
    ObjectList(
        [
            NamePanel("title"),
            SlugPanel(),
            text("summary", 2),
            FieldPanel("description"),
            FieldPanel("state"),
            FieldRowPanel([FieldPanel("signed_on"), FieldPanel("signed_precision")]),
            FieldPanel("valid_until"),
            FieldPanel("document"),
        ],
        heading=_("Was vereinbart ist"),
    ),
    ObjectList(
        [
            InlinePanel(
                "parties",
                heading=_("Wer sie schließt"),
                label=_("Partner"),
                help_text=_(
                    "Eine Zeile je Partner. Aufgaben, die nicht bekannt sind, bleiben leer: Die "
                    "Seite sagt dann, dass sie nicht eingetragen sind."
                ),
                panels=[FieldPanel("partner"), text("tasks")],
            ),
            text("common_tasks"),
        ],
        heading=_("Wer was übernimmt"),
    ),
    CARE,
]

POSITION_PANELS = [
    ObjectList(
        [
            NamePanel("title"),
            SlugPanel(),
            text("summary", 2),
            FieldPanel("description"),
            text("demands"),
            text("addressees", 3),
            FieldPanel("document"),
        ],
        heading=_("Was wir sagen"),
    ),
    ObjectList(
        [
            FieldPanel("state"),
            FieldRowPanel([FieldPanel("date"), FieldPanel("date_precision")]),
            FieldPanel("answer"),
        ],
        heading=_("Was daraus wurde"),
    ),
    CARE,
]

SIGNATURE_PANELS = [
    OwnerPanel("network"),
    FieldPanel(
        "position",
        help_text=_(
            "Eine veröffentlichte Position eines anderen Netzwerks. Sie steht danach auch auf "
            "Ihrer Website."
        ),
    ),
    FieldPanel("signed_on"),
]

AWARD_PANELS = [
    FieldPanel("month"),
    FieldPanel("network", widget=forms.Select),
    text("reason", 3),
]
