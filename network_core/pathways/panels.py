"""What editors see of a pathway, in the order in which they think of one."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)

from network_core.pathways.models.step import MOST_STEPS
from network_core.tenancy.panels import NamePanel, OwnerPanel, SlugPanel


def lines(name: str, rows: int = 2) -> FieldPanel:
    """A text of a few lines."""
    return FieldPanel(name, widget=forms.Textarea(attrs={"rows": rows}))


STEP_PANELS = [
    FieldPanel("title"),
    FieldPanel("text"),
    lines("deadlines"),
    lines("documents", rows=3),
    lines("sources"),
    MultiFieldPanel(
        [FieldPanel("terms", widget=forms.CheckboxSelectMultiple)],
        heading=_("Was hier hilft"),
        classname="collapsed",
    ),
    InlinePanel(
        "fixed_offers",
        heading=_("Bestimmte Angebote"),
        label=_("Angebot"),
        help_text=_("Sie stehen beim Schritt zuerst, überall dort, wo sie gelten."),
        panels=[FieldPanel("offer")],
    ),
    FieldPanel("ask_instead"),
]

PATHWAY_PANELS = [
    ObjectList(
        [
            NamePanel("title"),
            SlugPanel(),
            FieldPanel("kind"),
            lines("summary"),
            FieldPanel("introduction"),
            FieldPanel("life_situations", widget=forms.CheckboxSelectMultiple),
            FieldPanel("audiences", widget=forms.CheckboxSelectMultiple),
        ],
        heading=_("Worum es geht"),
    ),
    ObjectList(
        [
            InlinePanel(
                "steps",
                heading=_("Schritte"),
                label=_("Schritt"),
                max_num=MOST_STEPS,
                help_text=_(
                    "In der Reihenfolge, in der man sie geht. Jedes Netzwerk zeigt bei jedem "
                    "Schritt die Angebote, die bei ihm gelten. Gibt es keines, sagt die Seite, "
                    "wen man stattdessen fragen kann."
                ),
                panels=STEP_PANELS,
            ),
        ],
        heading=_("Schritte"),
    ),
    ObjectList(
        [
            OwnerPanel("steward"),
            FieldPanel("checked_on"),
            FieldPanel("is_example"),
            PublishingPanel(),
        ],
        heading=_("Pflege"),
    ),
]
