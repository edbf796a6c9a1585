"""The settings of a network, as its coordinators see them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList

from network_core.networks.models import Network
from network_core.tenancy.choosers import TenantChooserViewSet
from network_core.tenancy.viewsets import TenantSnippetViewSet


class ColourInput(forms.TextInput):
    """The browser's own colour picker."""

    input_type = "color"


class NetworkChooserViewSet(TenantChooserViewSet):
    """Networks are chosen in plain selects, which say more than a dialogue."""

    register_widget = False


class NetworkViewSet(TenantSnippetViewSet):
    """Name, look, contact, region and legal data of one's own network."""

    model = Network
    chooser_viewset_class = NetworkChooserViewSet
    icon = "site"
    menu_label = _("Netzwerk")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["short_name", "name", "address_form"]
    inspect_view_enabled = False
    panels = [
        ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel("name"),
                        FieldPanel("short_name"),
                        FieldPanel("tagline"),
                        FieldPanel("address_form"),
                        FieldPanel("languages", read_only=True),
                    ],
                    heading=_("Name und Anrede"),
                ),
                MultiFieldPanel(
                    [
                        FieldRowPanel(
                            [
                                FieldPanel("color_primary", widget=ColourInput),
                                FieldPanel("color_accent", widget=ColourInput),
                            ]
                        )
                    ],
                    heading=_("Farben der Website"),
                ),
                InlinePanel("social_links", heading=_("Profile anderswo"), label=_("Profil")),
            ],
            heading=_("Auftritt"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel("contact_email"),
                        FieldPanel("contact_phone"),
                        FieldPanel("contact_address"),
                        FieldPanel("contact_note"),
                        FieldPanel("is_example_contact"),
                    ],
                    heading=_("So erreicht man das Netzwerk"),
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("coordination_name"),
                        FieldPanel("coordination_address"),
                        FieldPanel("coordination_represented_by"),
                        FieldPanel("coordination_url"),
                    ],
                    heading=_("Koordinierende Stelle"),
                    help_text=_("Steht im Impressum."),
                ),
            ],
            heading=_("Kontakt"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "region_keys",
                    heading=_("Gebiete"),
                    label=_("Gebiet"),
                    help_text=_(
                        "Amtliche Regionalschlüssel, zum Beispiel 03 für Niedersachsen oder 03159 "
                        "für den Landkreis Göttingen. Sie entscheiden, welche Angebote anderer "
                        "Netzwerke auf Ihrer Website stehen."
                    ),
                ),
                InlinePanel(
                    "postcodes",
                    heading=_("Nur diese Postleitzahlen"),
                    label=_("Postleitzahl"),
                    help_text=_("Nur nötig, wenn das Gebiet ein Teil einer Gemeinde ist."),
                ),
            ],
            heading=_("Gebiet"),
        ),
        ObjectList(
            [
                FieldPanel("imprint_text"),
                FieldPanel("privacy_text"),
                MultiFieldPanel(
                    [
                        FieldPanel("accessibility_text"),
                        FieldPanel("accessibility_checked_on"),
                        FieldPanel("enforcement_name"),
                        FieldPanel("enforcement_address"),
                        FieldPanel("enforcement_url"),
                    ],
                    heading=_("Barrierefreiheit"),
                ),
            ],
            heading=_("Rechtliches"),
        ),
    ]
