"""Blocks that show events."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, IntegerBlock, StructBlock, StructValue

from blocks.fields import LineField
from blocks.position import heading_below
from blocks.rendering import is_preview, rendering_for
from network_core.events.models import EVENT_SECTION, Event

MOST_EVENTS = 12


class EventTeaserBlock(StructBlock):
    """The events of the network that come next, or those that were last."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    which = ChoiceBlock(
        label=_("Welche"),
        choices=[("upcoming", _("Kommende")), ("past", _("Vergangene"))],
        default="upcoming",
        search_index=False,
    )
    count = IntegerBlock(
        label=_("Höchstens so viele"), min_value=1, max_value=MOST_EVENTS, default=3
    )

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the events and the way to all of them."""
        context = super().get_context(value, parent_context=parent_context)
        context["is_preview"] = is_preview(context)
        context["card_level"] = "h3" if value.get("title") else heading_below(value, context)
        if examples := getattr(value, "examples", None):
            context["events"] = examples
            return context
        rendering = rendering_for(context)
        context["events"] = []
        if rendering.network is None:
            return context
        shown_by_network = Event.objects.shown_by(rendering.network)
        are_past = value.get("which") == "past"
        events = shown_by_network.past() if are_past else shown_by_network.upcoming()
        count = max(1, min(value.get("count") or MOST_EVENTS, MOST_EVENTS))
        context["events"] = list(events.for_cards().with_words(rendering.locale)[:count])
        context["are_past"] = are_past
        context["more_url"] = f"/{rendering.language}/{EVENT_SECTION}/" + (
            "?past=1" if are_past else ""
        )
        return context

    def get_preview_value(self) -> Any:
        """Invented events."""
        value = self.normalize({**self.get_default(), "title": "Die nächsten Termine"})
        begin = timezone.now() + timedelta(days=7)
        value.examples = [
            Event(
                title="Frühstück für Einelternfamilien",
                slug="beispiel",
                begin=begin,
                end=begin + timedelta(hours=2),
                place_name="Familientreff Mitte",
                is_example=True,
                live=True,
            )
        ]
        return value

    class Meta:
        icon = "date"
        label = _("Veranstaltungen")
        label_format = "{title}"
        template = "blocks/event_teaser.html"
        description = _("Die nächsten oder die letzten Veranstaltungen, immer aktuell.")
