"""What networks and the umbrella say about the comparison, and the way to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from network_core.tenancy.forms import TenantForm
from network_core.tenancy.panels import OwnerPanel
from network_core.tenancy.viewsets import TenantModelViewSet
from network_core.umbrella.figures import FIGURES, Better, Group
from network_core.umbrella.models import ComparisonProfile, Threshold


class ComparisonProfileViewSet(TenantModelViewSet):
    """Since when a network works, for how many people, and who may see its figures."""

    model = ComparisonProfile
    name = "vergleich-angaben"
    icon = "form"
    menu_label = _("Angaben zum Vergleich")
    list_display = ["network", "active_since", "seen_by"]
    list_related = ("network",)
    inspect_view_enabled = False
    panels = [
        OwnerPanel("network"),
        FieldPanel("active_since"),
        FieldPanel("seen_by", widget=forms.RadioSelect),
        InlinePanel(
            "reference_groups",
            heading=_("Für wie viele Menschen das Netzwerk da ist"),
            label=_("Bezugsgruppe"),
            help_text=_(
                "Nur gezählte Zahlen mit Quelle und Jahr, keine Schätzungen. Ältere Jahre dürfen "
                "stehen bleiben."
            ),
            panels=[
                FieldPanel("label"),
                FieldRowPanel([FieldPanel("number"), FieldPanel("year")]),
                FieldPanel("source"),
            ],
        ),
    ]


class ThresholdForm(TenantForm):
    """A threshold, with the figures that have a direction to choose from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[Any] = [("", "---------")]
        for group in Group:
            figures = [
                (figure.key, figure.heading)
                for figure in FIGURES.values()
                if figure.group is group and figure.better is not Better.NEITHER
            ]
            if figures:
                choices.append((group.label, figures))
        if "figure" in self.fields:
            self.fields["figure"].widget = forms.Select(choices=choices)


class ThresholdViewSet(TenantModelViewSet):
    """From which value on a figure is green or red: everybody reads it, the umbrella writes it."""

    model = Threshold
    name = "ampeln"
    form_base = ThresholdForm
    icon = "circle-check"
    menu_label = _("Ampeln")
    panels = [
        FieldPanel("figure"),
        FieldRowPanel([FieldPanel("good"), FieldPanel("poor")]),
        FieldPanel("explanation"),
    ]
    list_display = ["__str__", "good", "poor", "explanation"]
    inspect_view_fields = ["figure", "good", "poor", "explanation"]
