"""A telephone number within a block."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import FieldBlock

from network_core.directory.phone import is_phone_number


def validate_phone_number(value: str) -> None:
    """Refuse what no telephone can dial."""
    if not is_phone_number(value):
        raise ValidationError(_("Diese Telefonnummer kann nicht gewählt werden."))


class PhoneBlock(FieldBlock):
    """A number that can be dialled. It is no text, so nobody is asked to translate it."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self.field = forms.CharField(
            required=required,
            help_text=help_text,
            max_length=60,
            validators=[validate_phone_number],
        )
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Migrations keep Wagtail's own block, so that this class may move."""
        return "wagtail.blocks.CharBlock", [], {}

    def get_searchable_content(self, value: str) -> list[str]:
        """People do search for numbers."""
        return [str(value)] if value else []

    class Meta:
        icon = "mobile-alt"
        default = ""
