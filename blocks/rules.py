"""Rules that blocks hold their values to."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError


def require_exactly_one(value: Mapping[str, Any], first: str, second: str, message: Any) -> None:
    """Raise a validation error beside the fields unless exactly one of the two is filled in."""
    if bool(value.get(first)) == bool(value.get(second)):
        named = [first, second] if value.get(first) else [first]
        raise StructBlockValidationError(
            block_errors={name: ValidationError(message) for name in named}
        )
