"""Blocks that are lists: tasks, links and literature."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    ChoiceBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    StructValue,
)

from blocks.fields import AddressField, LineField, ParagraphField
from blocks.links import link_targets
from blocks.rules import require_exactly_one


class TaskListBlock(StructBlock):
    """What somebody has taken on, one line per task."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    tasks = ListBlock(
        LineField(label=_("Aufgabe"), max_length=400), label=_("Aufgaben"), min_num=1, max_num=40
    )

    class Meta:
        icon = "list-ul"
        label = _("Aufgaben")
        label_format = "{title}"
        template = "blocks/task_list.html"
        description = _("Eine Liste von Aufgaben oder Zielen, je Zeile eine.")
        preview_value = {
            "title": "Das haben wir uns vorgenommen",
            "tasks": ["Angebote sammeln", "Lücken sichtbar machen", "Partner zusammenbringen"],
        }


class LinkItemBlock(StructBlock):
    """One link or one book, article or leaflet."""

    title = LineField(label=_("Titel"), max_length=200)
    page = PageChooserBlock(label=_("Seite"), required=False)
    url = AddressField(label=_("Adresse im Internet"), required=False)
    description = ParagraphField(label=_("Worum es geht"), required=False, max_length=600, rows=2)
    kind = ChoiceBlock(
        label=_("Art"),
        choices=[("link", _("Link")), ("literature", _("Literatur"))],
        default="link",
        search_index=False,
    )
    author = LineField(label=_("Autor*in oder Herausgeber"), required=False, max_length=200)
    year = IntegerBlock(label=_("Erschienen"), required=False, min_value=1800, max_value=2100)

    def clean(self, value: StructValue) -> StructValue:
        """A link leads to one place; literature may exist on paper only."""
        cleaned = super().clean(value)
        if cleaned["kind"] == "literature" and not (cleaned["page"] or cleaned["url"]):
            return cleaned
        require_exactly_one(
            cleaned, "page", "url", _("Bitte entweder eine Seite oder eine Adresse angeben.")
        )
        return cleaned

    class Meta:
        icon = "link"
        label = _("Eintrag")
        label_format = "{title}"


class LinkCollectionBlock(StructBlock):
    """Links and literature for further reading."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    items = ListBlock(LinkItemBlock(), label=_("Einträge"), min_num=1, max_num=40)

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the entries with their addresses; entries whose page is not public are left out."""
        context = super().get_context(value, parent_context=parent_context)
        targets = link_targets([item["page"] for item in value["items"]], context)
        entries = []
        for item in value["items"]:
            page_url = targets.get(item["page"].pk) if item["page"] else None
            target = page_url or ("" if item["page"] else item["url"])
            if target or item["kind"] == "literature":
                published = (item["author"], item["year"])
                entries.append(
                    {
                        "item": item,
                        "target": target,
                        "leads_away": bool(target and not page_url),
                        "meta": ", ".join(str(part) for part in published if part),
                    }
                )
        context["entries"] = entries
        return context

    class Meta:
        icon = "link"
        label = _("Links und Literatur")
        label_format = "{title}"
        template = "blocks/link_collection.html"
        description = _("Links zu Seiten und ins Internet, Bücher und Broschüren.")
        preview_value = {
            "title": "Zum Weiterlesen",
            "items": [
                {
                    "title": "Familienportal des Bundes",
                    "page": None,
                    "url": "https://familienportal.de",
                    "description": "Alle Leistungen für Familien auf einen Blick",
                    "kind": "link",
                    "author": "",
                    "year": None,
                },
                {
                    "title": "Ratgeber für Alleinerziehende (Beispiel)",
                    "page": None,
                    "url": "",
                    "description": "",
                    "kind": "literature",
                    "author": "Beispielverlag",
                    "year": 2025,
                },
            ],
        }
