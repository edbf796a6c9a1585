"""Blocks to go through one by one: steps, a checklist, a timeline."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock, StructValue

from blocks.fields import LineField
from blocks.position import heading_below
from blocks.text import ProseBlock


class StepBlock(StructBlock):
    """One step."""

    title = LineField(label=_("Was zu tun ist"), max_length=160)
    text = ProseBlock(label=_("Erklärung"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Schritt")
        label_format = "{title}"


class StepListBlock(StructBlock):
    """What to do, one after the other; the numbers come by themselves."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    steps = ListBlock(StepBlock(), label=_("Schritte"), min_num=1, max_num=20)

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the level of the steps' headings."""
        context = super().get_context(value, parent_context=parent_context)
        context["level"] = "h3" if value.get("title") else heading_below(value, context)
        return context

    class Meta:
        icon = "list-ol"
        label = _("Schritte")
        label_format = "{title}"
        template = "blocks/step_list.html"
        description = _("Schritte, die nacheinander zu gehen sind, mit Nummern.")
        preview_value = {
            "title": "So geht es",
            "steps": [
                {"title": "Termin vereinbaren", "text": "<p>Telefonisch oder online.</p>"},
                {"title": "Unterlagen mitbringen", "text": "<p>Was fehlt, kann folgen.</p>"},
                {"title": "Antrag gemeinsam ausfüllen", "text": ""},
            ],
        }


class CheckBlock(StructBlock):
    """One thing to tick."""

    text = LineField(label=_("Was abzuhaken ist"), max_length=300)
    note = LineField(label=_("Erklärung"), required=False, max_length=300)

    class Meta:
        icon = "check"
        label = _("Punkt")
        label_format = "{text}"


class ChecklistBlock(StructBlock):
    """Things to tick, on the screen or on paper. What was ticked is kept nowhere."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    items = ListBlock(CheckBlock(), label=_("Punkte"), min_num=1, max_num=40)

    class Meta:
        icon = "check"
        label = _("Checkliste")
        label_format = "{title}"
        template = "blocks/checklist.html"
        description = _("Punkte zum Abhaken und Ausdrucken. Gespeichert wird nichts.")
        preview_value = {
            "title": "Das brauche ich für den Termin",
            "items": [
                {"text": "Ausweis", "note": ""},
                {"text": "Geburtsurkunde des Kindes", "note": "Eine Kopie reicht."},
            ],
        }


class MomentBlock(StructBlock):
    """What happened at one time."""

    when = LineField(
        label=_("Wann"), max_length=60, help_text=_("Zum Beispiel „2009“ oder „März 2023“.")
    )
    text = ProseBlock(label=_("Was geschah"))

    class Meta:
        icon = "date"
        label = _("Zeitpunkt")
        label_format = "{when}"


class TimelineBlock(StructBlock):
    """What happened when, in the order in which it is written."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    items = ListBlock(MomentBlock(), label=_("Zeitpunkte"), min_num=1, max_num=40)

    class Meta:
        icon = "history"
        label = _("Zeitleiste")
        label_format = "{title}"
        template = "blocks/timeline.html"
        description = _("Was wann geschah, vom Anfang bis heute.")
        preview_value = {
            "title": "Wie alles begann",
            "items": [
                {"when": "2009", "text": "<p>Ein runder Tisch trifft sich zum ersten Mal.</p>"},
                {"when": "März 2023", "text": "<p>Daraus wird ein Bündnis.</p>"},
            ],
        }
