"""Blocks that show figures."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import IntegerBlock, StructBlock

from blocks.fields import LineField


class StatisticBlock(StructBlock):
    """One figure with its unit, its meaning and where it comes from."""

    figure = LineField(
        label=_("Zahl"), max_length=30, help_text=_("Zum Beispiel „35“ oder „jede fünfte“.")
    )
    unit = LineField(
        label=_("Einheit"), max_length=60, help_text=_("Zum Beispiel „Prozent“ oder „Familien“.")
    )
    label = LineField(label=_("Was die Zahl sagt"), max_length=240)
    source = LineField(label=_("Quelle"), max_length=240)
    year = IntegerBlock(
        label=_("Jahr der Zahl"),
        required=False,
        min_value=1900,
        max_value=2100,
        help_text=_("Ohne Jahr steht auf der Seite „ohne Angabe“."),
    )

    class Meta:
        icon = "order"
        label = _("Zahl")
        label_format = "{figure} {unit}"
        template = "blocks/statistic.html"
        description = _("Eine wichtige Zahl mit Einheit, Quelle und Jahr.")
        preview_value = {
            "figure": "1",
            "unit": "von 5 Familien",
            "label": "So könnte eine Zahl aussehen, die zum Nachdenken bringt.",
            "source": "Beispiel",
            "year": None,
        }
