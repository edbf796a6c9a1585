"""Blocks for those who need help at once."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock

from blocks.fields import LineField
from blocks.phone import PhoneBlock


class HotlineBlock(StructBlock):
    """One number to call."""

    name = LineField(label=_("Name"), max_length=120)
    number = PhoneBlock(label=_("Telefonnummer"), help_text=_("Zum Beispiel „116 016“."))
    hours = LineField(label=_("Zeiten"), required=False, max_length=120)
    note = LineField(label=_("Hinweis"), required=False, max_length=200)

    class Meta:
        icon = "mobile-alt"
        label = _("Telefonnummer")
        label_format = "{name}: {number}"


class UrgentHelpBlock(StructBlock):
    """Hotlines that a thumb can dial."""

    title = LineField(
        label=_("Titel"),
        required=False,
        max_length=160,
        help_text=_("Leer: „Schnelle Hilfe“."),
    )
    hotlines = ListBlock(HotlineBlock(), label=_("Telefonnummern"), min_num=1, max_num=12)

    class Meta:
        icon = "warning"
        label = _("Schnelle Hilfe")
        label_format = "{title}"
        template = "blocks/urgent_help.html"
        description = _("Telefonnummern für den Notfall, groß und zum Antippen.")
        preview_value = {
            "title": "",
            "hotlines": [
                {
                    "name": "Elterntelefon",
                    "number": "0800 111 0550",
                    "hours": "",
                    "note": "kostenlos und anonym",
                },
                {
                    "name": "Hilfetelefon Gewalt gegen Frauen",
                    "number": "116 016",
                    "hours": "rund um die Uhr",
                    "note": "kostenlos, in vielen Sprachen",
                },
            ],
        }
