"""Panels that many forms of the admin share."""

from typing import Any

from django import forms
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput


class NamePanel(TitleFieldPanel):
    """The title or name that the slug is made from, with its label like any other field."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **{"classname": "", "placeholder": False} | kwargs)


UMLAUTS = [("[äÄ]", "ae"), ("[öÖ]", "oe"), ("[üÜ]", "ue"), ("ß", "ss")]


class SlugPanel(FieldPanel):
    """The slug; umlauts become two letters, since our addresses have none."""

    def __init__(self, field_name: str = "slug", **kwargs: Any) -> None:
        ascii_only = {"data-w-slug-allow-unicode-value": "false"}
        kwargs.setdefault("widget", SlugInput(attrs=ascii_only, formatters=UMLAUTS))
        super().__init__(field_name, **kwargs)


class OwnerPanel(FieldPanel):
    """The network that an object belongs to: hidden from people who have only one."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Select)
        super().__init__(field_name, **kwargs)

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            """Whether there is something to choose."""
            if self.bound_field is not None and self.bound_field.field.disabled:
                return False
            return super().is_shown()
