"""Blocks of written text: heading, text, quotation."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    ChoiceBlock,
    RichTextBlock,
    StructBlock,
    StructValue,
)

from blocks.fields import LineField, ParagraphField
from blocks.position import earlier_values

# Headings are blocks of their own, so that pages keep an order of headings that can be followed.
TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingValue(StructValue):
    """A heading and the place that a link can jump to."""

    @property
    def element(self) -> str:
        """The HTML element; whatever was stored, it is one of two."""
        return "h3" if self.get("level") == "h3" else "h2"

    @property
    def slug(self) -> str:
        """The place in the page; letters of every script stay.

        The prefix keeps it apart from the places that the page's template has.
        """
        return "abschnitt-" + slugify(self.get("text") or "", allow_unicode=True)


class HeadingBlock(StructBlock):
    """A heading within the page; it can be linked to by its anchor."""

    text = LineField(label=_("Überschrift"), max_length=160)
    level = ChoiceBlock(
        label=_("Ebene"),
        choices=[("h2", _("Abschnitt")), ("h3", _("Unterabschnitt"))],
        default="h2",
        search_index=False,
    )

    def get_context(
        self, value: HeadingValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the anchor, which is unique among the headings of the page."""
        context = super().get_context(value, parent_context=parent_context)
        twins = [
            other for other in earlier_values(value, context, "heading") if other.slug == value.slug
        ]
        context["anchor"] = f"{value.slug}-{len(twins) + 1}" if twins else value.slug
        return context

    class Meta:
        icon = "title"
        label = _("Überschrift")
        label_format = "{text}"
        template = "blocks/heading.html"
        value_class = HeadingValue
        description = _("Gliedert die Seite in Abschnitte und Unterabschnitte.")
        preview_value = {"text": "Wo es Unterstützung gibt", "level": "h2"}


class ProseBlock(RichTextBlock):
    """Paragraphs, lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Migrations keep Wagtail's own block, so that this class may move."""
        return "wagtail.blocks.RichTextBlock", [], {}

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"
        description = _("Absätze, Listen und Links.")
        preview_value = (
            "<p>Wer ein Kind allein erzieht, muss vieles gleichzeitig schaffen. "
            "<b>Niemand muss alles allein herausfinden.</b></p>"
            "<ul><li>Beratung</li><li>Treffpunkte</li><li>Leistungen</li></ul>"
        )


class QuotationBlock(StructBlock):
    """What somebody said or wrote. Who it was is shown when it is known, and never made up."""

    text = ParagraphField(label=_("Zitat"), help_text=_("Ohne Anführungszeichen."))
    speaker = LineField(
        label=_("Wer hat das gesagt?"),
        required=False,
        max_length=160,
        help_text=_("Leer lassen, wenn es nicht bekannt ist."),
    )
    source = LineField(
        label=_("Woraus stammt das?"),
        required=False,
        max_length=200,
        help_text=_("Leer lassen, wenn es nicht bekannt ist."),
    )

    class Meta:
        icon = "openquote"
        label = _("Zitat")
        label_format = "{text}"
        template = "blocks/quotation.html"
        description = _("Ein Zitat, mit Person und Quelle, wenn sie bekannt sind.")
        preview_value = {
            "text": "Als ich endlich gefragt habe, gab es viel mehr Hilfe, als ich dachte.",
            "speaker": "Eine Mutter aus der Elterngruppe",
            "source": "",
        }
