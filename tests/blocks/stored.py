"""Writes values of blocks in the form in which they are stored."""

from typing import Any
from uuid import uuid4


def items(*values: Any) -> list[dict[str, Any]]:
    """A list whose items have ids."""
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]
