"""What editors see of an event, in the order in which they plan one."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)

from network_core.events.models import CoHost
from network_core.tenancy.panels import NamePanel, OwnerPanel, SlugPanel


def lines(name: str, rows: int = 2) -> FieldPanel:
    """A text of a few lines."""
    return FieldPanel(name, widget=forms.Textarea(attrs={"rows": rows}))


class CoHostsPanel(HelpPanel):
    """What the networks that were asked to host the event have answered."""

    def __init__(self, **kwargs: Any) -> None:
        values = {
            "template": "events/co_hosts_panel.html",
            "heading": _("Antworten der Netzwerke"),
        }
        super().__init__(**values | kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        @cached_property
        def co_hosts(self) -> list[CoHost]:
            """Those that the published event names."""
            if not self.instance.pk:
                return []
            found = CoHost.objects.filter(event=self.instance.pk)
            found = found.exclude(status=CoHost.Status.WITHDRAWN)
            return list(found.select_related("network").order_by("network__name"))

        def is_shown(self) -> bool:
            """Whether somebody was asked."""
            return bool(self.co_hosts)


EVENT_PANELS = [
    ObjectList(
        [
            NamePanel("title"),
            SlugPanel(),
            FieldPanel("is_cancelled"),
            lines("summary"),
            FieldPanel("description"),
            FieldPanel("audience"),
            FieldPanel("cost_note"),
            lines("childcare_note"),
            FieldPanel("hosts", widget=forms.CheckboxSelectMultiple),
            FieldPanel("host_networks", widget=forms.CheckboxSelectMultiple),
            CoHostsPanel(),
        ],
        heading=_("Was und für wen"),
    ),
    ObjectList(
        [
            FieldRowPanel([FieldPanel("begin"), FieldPanel("end")]),
            FieldPanel("precision"),
            MultiFieldPanel(
                [FieldPanel("repeats"), FieldPanel("repeats_until")],
                heading=_("Reihe"),
                help_text=_("Nur ausfüllen, wenn die Veranstaltung mehrmals stattfindet."),
            ),
            InlinePanel(
                "days_off",
                heading=_("Fällt aus am"),
                label=_("Tag ohne Termin"),
                help_text=_("Zum Beispiel Feiertage und Ferien, an denen die Reihe pausiert."),
                panels=[FieldPanel("day")],
            ),
        ],
        heading=_("Wann"),
    ),
    ObjectList(
        [
            FieldPanel("place_name"),
            FieldPanel("place_address"),
            FieldPanel("place_to_be_announced"),
            lines("accessibility_note", rows=3),
            FieldPanel("is_online"),
            FieldPanel("online_url"),
        ],
        heading=_("Wo"),
    ),
    ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("registration_note"),
                    FieldPanel("registration_url"),
                    FieldPanel("registration_email"),
                ],
                heading=_("So meldet man sich an"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("contact_name"),
                    FieldPanel("contact_phone"),
                    FieldPanel("contact_email"),
                ],
                heading=_("Wer Fragen beantwortet"),
                help_text=_("Nur öffentliche Angaben, keine privaten Nummern."),
            ),
        ],
        heading=_("Anmeldung und Kontakt"),
    ),
    ObjectList(
        [
            FieldPanel("documentation"),
            InlinePanel(
                "files",
                heading=_("Dokumente"),
                label=_("Dokument"),
                help_text=_("Protokoll, Folien, Ergebnisse: was alle lesen dürfen."),
                panels=[FieldPanel("file"), FieldPanel("title")],
            ),
            InlinePanel(
                "pictures",
                heading=_("Bilder"),
                label=_("Bild"),
                help_text=_(
                    "Nur Bilder, auf denen alle Erkennbaren der Veröffentlichung zugestimmt haben."
                ),
                panels=[
                    FieldPanel("picture"),
                    FieldPanel("alt"),
                    FieldPanel("decorative"),
                    FieldPanel("caption"),
                ],
            ),
        ],
        heading=_("Danach"),
    ),
    ObjectList(
        [OwnerPanel("network"), FieldPanel("is_example"), PublishingPanel()],
        heading=_("Pflege"),
    ),
]
