"""Addresses inside the values of fields: plain ones, in rich text, anywhere in a StreamField."""

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from wagtail.fields import StreamField

Change = Callable[[str], str]

_WHOLE = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_HREF = re.compile(r"(<a\b[^>]*?\shref=)([\"'])(.*?)\2", re.IGNORECASE | re.DOTALL)


def is_link(text: str) -> bool:
    """Whether a text is an address of another website and nothing else."""
    return _WHOLE.fullmatch(text) is not None


def changed(value: Any, change: Change) -> Any:
    """`value` (of JSON) with every address in it replaced by what `change` makes of it."""
    if isinstance(value, str):
        if is_link(value.strip()):
            return change(value.strip())
        return _HREF.sub(lambda match: _changed_href(match, change), value)
    if isinstance(value, list | tuple):
        return [changed(each, change) for each in value]
    if isinstance(value, dict):
        return {key: changed(each, change) for key, each in value.items()}
    return value


def _changed_href(match: re.Match[str], change: Change) -> str:
    written = match[3]
    url = html.unescape(written).strip()
    new = change(url) if is_link(url) else url
    if new == url:
        return match[0]
    return f"{match[1]}{match[2]}{html.escape(new)}{match[2]}"


def fields_with_text(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields of a model in which an address may stand."""
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if isinstance(field, StreamField) or (is_text and field.editable):
            yield field


def change_instance(instance: models.Model, change: Change) -> bool:
    """Change the addresses in all fields of an object in memory; whether there was anything."""
    is_changed = False
    for field in fields_with_text(type(instance)):
        old = _raw(field, getattr(instance, field.attname))
        new = changed(old, change)
        if new != old:
            is_changed = True
            as_stored = json.dumps(new) if isinstance(field, StreamField) else new
            setattr(instance, field.attname, field.to_python(as_stored))
    return is_changed


def links_in(instance: models.Model) -> set[str]:
    """The addresses in all fields of an object."""
    found: set[str] = set()

    def note(url: str) -> str:
        found.add(url)
        return url

    for field in fields_with_text(type(instance)):
        changed(_raw(field, getattr(instance, field.attname)), note)
    return found


def _raw(field: models.Field, value: Any) -> Any:
    """The value as JSON has it."""
    return value.get_prep_value() if isinstance(field, StreamField) else value
