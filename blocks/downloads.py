"""Blocks that lead to something to read or watch elsewhere: a document, a video."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    IntegerBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)
from wagtail.documents.blocks import DocumentChooserBlock

from blocks.fields import AddressField, LineField, ParagraphField
from blocks.rendering import is_preview


class DownloadBlock(StructBlock):
    """A document. Format and size are those of the file as it is now."""

    document = DocumentChooserBlock(label=_("Dokument"))
    title = LineField(
        label=_("Titel"),
        required=False,
        max_length=200,
        help_text=_("Leer: der Titel des Dokuments."),
    )
    description = ParagraphField(label=_("Worum es geht"), required=False, max_length=600, rows=2)

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add address, format and size; there is no address when the document is gone."""
        context = super().get_context(value, parent_context=parent_context)
        context["is_preview"] = is_preview(context)
        if example := getattr(value, "example", None):
            return context | example
        if document := value.get("document"):
            context["address"] = document.url
            context["name"] = value.get("title") or document.title
            context["format"] = document.file_extension.upper()
            context["size"] = document.get_file_size()
        return context

    def get_preview_value(self) -> Any:
        """An invented document."""
        value = self.normalize({"description": "Zum Ausdrucken und Weitergeben."})
        value.example = {
            "address": "https://example.org/",
            "name": "Wegweiser für Alleinerziehende",
            "format": "PDF",
            "size": 250_000,
        }
        return value

    class Meta:
        icon = "download"
        label = _("Dokument zum Herunterladen")
        label_format = "{title}"
        template = "blocks/download.html"
        description = _("Ein Dokument mit Format und Größe.")


class VideoLinkBlock(StructBlock):
    """The way to a video. Nothing of it is loaded before somebody follows the link."""

    title = LineField(label=_("Titel"), max_length=200)
    url = AddressField(label=_("Adresse des Videos"))
    provider = LineField(
        label=_("Wo es läuft"), max_length=80, help_text=_("Zum Beispiel „YouTube“.")
    )
    minutes = IntegerBlock(
        label=_("Dauer in Minuten"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_("Gerundet. Leer lassen, wenn sie nicht bekannt ist."),
    )
    description = ParagraphField(label=_("Worum es geht"), required=False, max_length=600, rows=2)

    def clean(self, value: StructValue) -> StructValue:
        """What is sent to a provider is sent encrypted."""
        cleaned = super().clean(value)
        if not cleaned["url"].startswith("https://"):
            raise StructBlockValidationError(
                block_errors={"url": ValidationError(_("Die Adresse muss mit https:// beginnen."))}
            )
        return cleaned

    class Meta:
        icon = "media"
        label = _("Link zu einem Video")
        label_format = "{title}"
        template = "blocks/video_link.html"
        description = _("Ein Link zu einem Video, mit Anbieter und Dauer. Geladen wird nichts.")
        preview_value = {
            "title": "Der Antrag in einfachen Worten",
            "url": "https://example.org/",
            "provider": "Beispielportal",
            "minutes": 4,
            "description": "",
        }
