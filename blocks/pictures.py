"""Blocks that show pictures."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)
from wagtail.images.blocks import ImageChooserBlock

from blocks.fields import LineField
from blocks.position import is_first


class PictureBlock(StructBlock):
    """A picture with its credit, described for those who do not see it or marked as decorative."""

    image = ImageChooserBlock(
        label=_("Bild"), help_text=_("Der Bildnachweis wird beim Bild selbst eingetragen.")
    )
    alt = LineField(
        label=_("Beschreibung für alle, die das Bild nicht sehen"), required=False, max_length=300
    )
    decorative = BooleanBlock(
        label=_("Nur Schmuck"),
        required=False,
        default=False,
        help_text=_("Das Bild sagt nichts, was im Text fehlt. Dann braucht es keine Beschreibung."),
    )
    caption = LineField(label=_("Bildunterschrift"), required=False, max_length=300)

    def clean(self, value: StructValue) -> StructValue:
        """Ask for a description or the mark „Nur Schmuck“, not both, and for a credit."""
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        if not cleaned["image"].credit.strip():
            errors["image"] = ValidationError(
                _("Diesem Bild fehlt der Bildnachweis. Bitte beim Bild eintragen.")
            )
        described = bool(cleaned["alt"].strip())
        if not described and not cleaned["decorative"]:
            errors["alt"] = ValidationError(
                _("Bitte das Bild beschreiben oder als Schmuck kennzeichnen.")
            )
        elif described and cleaned["decorative"]:
            errors["decorative"] = ValidationError(
                _("Ein Bild mit Beschreibung ist kein Schmuck. Bitte eines von beiden entfernen.")
            )
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The first picture of a page is loaded at once, the others when they come into view."""
        context = super().get_context(value, parent_context=parent_context)
        context["loading"] = "eager" if is_first(value, context, "picture") else "lazy"
        context["alt"] = "" if value.get("decorative") else value.get("alt") or ""
        return context

    class Meta:
        icon = "image"
        label = _("Bild")
        label_format = "{alt}"
        template = "blocks/picture.html"
        preview_template = "blocks/previews/picture.html"
        description = _("Ein Bild mit Bildnachweis und Beschreibung.")
        preview_value = {
            "image": None,
            "alt": "",
            "decorative": True,
            "caption": "So sieht eine Bildunterschrift aus",
        }
