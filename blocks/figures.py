"""Blocks that show figures: one, several, and a table with its chart."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import DecimalBlock, IntegerBlock, ListBlock, StructBlock, StructValue

from blocks.fields import LineField, ParagraphField


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


class KeyFiguresBlock(StructBlock):
    """Some figures side by side, each with its own source."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    items = ListBlock(StatisticBlock(), label=_("Zahlen"), min_num=2, max_num=8)

    class Meta:
        icon = "order"
        label = _("Zahlen im Überblick")
        label_format = "{title}"
        template = "blocks/key_figures.html"
        description = _("Mehrere wichtige Zahlen nebeneinander, jede mit Quelle und Jahr.")
        preview_value = {
            "title": "Das Netzwerk in Zahlen",
            "items": [
                {
                    "figure": "12",
                    "unit": "Partner",
                    "label": "arbeiten zusammen.",
                    "source": "Beispiel",
                    "year": None,
                },
                {
                    "figure": "jede fünfte",
                    "unit": "Familie",
                    "label": "ist eine Einelternfamilie.",
                    "source": "Beispiel",
                    "year": None,
                },
            ],
        }


@dataclass(frozen=True)
class Bar:
    """One row of a table and its bar; `width` is a length in SVG."""

    label: str
    figure: str
    width: str


class RowBlock(StructBlock):
    """One row of a table of data."""

    label = LineField(label=_("Bezeichnung"), max_length=120)
    value = DecimalBlock(label=_("Wert"), min_value=0, max_digits=12, decimal_places=3)

    class Meta:
        icon = "minus"
        label = _("Zeile")
        label_format = "{label}: {value}"


class FigureBlock(StructBlock):
    """A table of data and the bars drawn from it; both say the same."""

    title = LineField(label=_("Titel"), max_length=160)
    description = ParagraphField(
        label=_("Was daraus hervorgeht"),
        max_length=600,
        rows=2,
        help_text=_("In einem Satz. Er steht unter dem Titel und wird auch vorgelesen."),
    )
    category = LineField(
        label=_("Überschrift der Bezeichnungen"),
        max_length=80,
        help_text=_("Zum Beispiel „Alter des jüngsten Kindes“."),
    )
    unit = LineField(
        label=_("Einheit"), max_length=40, help_text=_("Zum Beispiel „Prozent“ oder „Familien“.")
    )
    rows = ListBlock(RowBlock(), label=_("Zeilen"), min_num=2, max_num=20)
    full_scale = DecimalBlock(
        label=_("Wert des längsten Balkens"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=3,
        help_text=_("Bei Prozenten meist 100. Leer: der größte Wert."),
    )
    source = LineField(label=_("Quelle"), max_length=240)
    year = IntegerBlock(
        label=_("Jahr der Zahlen"),
        required=False,
        min_value=1900,
        max_value=2100,
        help_text=_("Ohne Jahr steht auf der Seite „ohne Angabe“."),
    )

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the bars, and the chart in words for those who do not see it."""
        context = super().get_context(value, parent_context=parent_context)
        bars = _bars(value)
        context["bars"] = bars
        context["spoken"] = _now("Balkendiagramm: %(title)s. %(description)s %(figures)s") % {
            "title": value.get("title"),
            "description": value.get("description"),
            "figures": "; ".join(f"{bar.label}: {bar.figure} {value.get('unit')}" for bar in bars),
        }
        return context

    class Meta:
        icon = "table"
        label = _("Diagramm mit Tabelle")
        label_format = "{title}"
        template = "blocks/figure.html"
        description = _("Zahlen als Balken und als Tabelle, mit Quelle und Jahr.")
        preview_value = {
            "title": "Was am meisten fehlt",
            "description": "Zeit fehlt am häufigsten.",
            "category": "Was fehlt",
            "unit": "Prozent",
            "rows": [
                {"label": "Zeit", "value": Decimal("72")},
                {"label": "Betreuung am Rand des Tages", "value": Decimal("48.5")},
                {"label": "Geld", "value": Decimal("41")},
            ],
            "full_scale": Decimal(100),
            "source": "Beispiel",
            "year": None,
        }


def _bars(value: StructValue) -> list[Bar]:
    """The rows with their bars: the longest is the full scale, none is longer than that."""
    rows = [(row["label"], row["value"] or Decimal(0)) for row in value["rows"]]
    largest = max((figure for _label, figure in rows), default=Decimal(0))
    full = max(value.get("full_scale") or Decimal(0), largest)
    return [
        Bar(
            label=label,
            figure=number_format(figure, force_grouping=True),
            # Not localised: SVG knows only the decimal point.
            width=f"{figure / full * 100:.2f}%" if full else "0%",
        )
        for label, figure in rows
    ]
