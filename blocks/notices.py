"""Blocks that stand out of the text: a notice."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, StructBlock, StructValue

from blocks.fields import LineField
from blocks.text import ProseBlock

# Kind → what it is called in the style sheet, among the icons, and by those who do not see it.
LOOKS = {
    "info": ("info", "info", _("Hinweis")),
    "warning": ("warn", "warning", _("Achtung")),
    "good": ("good", "check", _("Gut zu wissen")),
}


class NoticeValue(StructValue):
    """A notice and how it looks."""

    @property
    def look(self) -> dict[str, object]:
        """Class, icon and name of the kind; whatever was stored, it is one of three."""
        modifier, icon, name = LOOKS.get(self.get("kind") or "", LOOKS["info"])
        return {"modifier": modifier, "icon": icon, "name": name}


class NoticeBlock(StructBlock):
    """Something that must not be overlooked. What kind it is, is said in words too."""

    kind = ChoiceBlock(
        label=_("Art"),
        choices=[(key, name) for key, (_class, _icon, name) in LOOKS.items()],
        default="info",
        search_index=False,
    )
    title = LineField(label=_("Titel"), required=False, max_length=160)
    text = ProseBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Hinweis")
        label_format = "{title}"
        template = "blocks/notice.html"
        value_class = NoticeValue
        description = _("Ein hervorgehobener Hinweis, eine Warnung oder eine gute Nachricht.")
        preview_value = {
            "kind": "good",
            "title": "Der Antrag kostet nichts",
            "text": "<p>Auch die Beratung dazu ist kostenlos.</p>",
        }
