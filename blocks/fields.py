"""Fields of text in which nothing is an empty string, never null.

Wagtail gives an optional field that was left out the value None, and wagtail-localize refuses to
translate a page with such a value in it.
"""

from typing import Any

from wagtail.blocks import CharBlock, TextBlock, URLBlock


class _EmptyNotNull:
    """Mixed in before a block of Wagtail; migrations keep that block."""

    def get_default(self) -> str:
        """Nothing."""
        return ""

    def to_python(self, value: Any) -> str:
        """The stored text; a stored null is nothing."""
        return "" if value is None else str(value)

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Name Wagtail's own block, so that this class may move."""
        _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return f"wagtail.blocks.{type(self).wagtail_name}", args, kwargs  # type: ignore[attr-defined]


class LineField(_EmptyNotNull, CharBlock):
    """One line of text."""

    wagtail_name = "CharBlock"


class ParagraphField(_EmptyNotNull, TextBlock):
    """Several lines of text."""

    wagtail_name = "TextBlock"


class AddressField(_EmptyNotNull, URLBlock):
    """An address on the internet."""

    wagtail_name = "URLBlock"
