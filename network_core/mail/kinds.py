"""The kinds of mail, each with an example that the preview in the admin shows.

An app names its kinds in its own `mail_kinds.py`; nobody has to import that module.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class MailKind:
    """One kind: its name, what it is for, and a context to show it with."""

    name: str
    purpose: str | Promise
    example: Mapping[str, Any] = field(default_factory=dict)


_kinds: dict[str, MailKind] = {}


def register_kind(kind: MailKind) -> None:
    """Make a kind of mail known; its templates are `templates/mail/<name>.*`."""
    _kinds[kind.name] = kind


def all_kinds() -> list[MailKind]:
    """All kinds, by name."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)
