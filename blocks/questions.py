"""Blocks that answer questions."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock, StructValue

from blocks.fields import LineField
from blocks.position import heading_below
from blocks.text import ProseBlock


class QuestionAnswerBlock(StructBlock):
    """One question and its answer, both visible."""

    question = LineField(label=_("Frage"), max_length=240)
    answer = ProseBlock(label=_("Antwort"))

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the level of the heading."""
        context = super().get_context(value, parent_context=parent_context)
        context["level"] = heading_below(value, context)
        return context

    class Meta:
        icon = "help"
        label = _("Frage und Antwort")
        label_format = "{question}"
        template = "blocks/question_answer.html"
        description = _("Eine Frage mit ihrer Antwort, beide sichtbar.")
        preview_value = {
            "question": "Wer kann mir beim Antrag helfen?",
            "answer": "<p>Viele Beratungsstellen füllen den Antrag gemeinsam mit Ihnen aus.</p>",
        }


class AccordionItemBlock(StructBlock):
    """One part that can be opened and closed."""

    title = LineField(label=_("Titel"), max_length=160)
    body = ProseBlock(label=_("Text"))

    class Meta:
        icon = "arrow-down"
        label = _("Abschnitt")
        label_format = "{title}"


class AccordionBlock(StructBlock):
    """Several parts, closed at first; it works without JavaScript."""

    items = ListBlock(AccordionItemBlock(), label=_("Abschnitte"), min_num=1, max_num=30)

    class Meta:
        icon = "arrow-down"
        label = _("Aufklappbare Abschnitte")
        template = "blocks/accordion.html"
        description = _("Mehrere Abschnitte, die sich einzeln öffnen lassen.")
        preview_value = {
            "items": [
                {"title": "Welche Unterlagen brauche ich?", "body": "<p>Meist den Ausweis.</p>"},
                {"title": "Wie lange dauert es?", "body": "<p>Das ist verschieden.</p>"},
            ]
        }
