"""Where in the content files a mistake is, in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from sites.provisioning.files import ContentError


@contextmanager
def mistakes_in(path: Path) -> Iterator[None]:
    """Turn whatever is wrong with the content of `path` into a `ContentError` that names it."""
    try:
        yield
    except ContentError as error:
        if error.path:
            raise
        raise ContentError(str(error).removeprefix(f"{path.name}: "), path) from error
    except ValidationError as error:
        raise ContentError(describe(error), path) from error
    except KeyError as error:
        raise ContentError(f"missing or unknown: {error.args[0]}", path) from error
    except (AttributeError, TypeError, ValueError) as error:
        raise ContentError(str(error), path) from error


def describe(error: ValidationError) -> str:
    """All messages with their fields, those of nested blocks and records included, in one line."""
    nested = getattr(error, "block_errors", None) or getattr(error, "error_dict", None)
    if not nested:
        return "; ".join(error.messages)
    entries = nested.items() if isinstance(nested, dict) else enumerate(nested)
    return "; ".join(_with_name(key, inner) for key, inner in entries if inner)


def _with_name(name: Any, inner: Any) -> str:
    error = inner if isinstance(inner, ValidationError) else ValidationError(inner)
    return describe(error) if name == NON_FIELD_ERRORS else f"{name}: {describe(error)}"
