"""Differences as people read them: labels, values in words, old and new side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.compare import diff_text
from wagtail.fields import RichTextField
from wagtail.utils.text import text_from_html

from network_core.directory.models import Offer, Partner
from network_core.directory.proposals.differences import (
    Difference,
    Standing,
    current_value,
    standing,
)
from network_core.directory.proposals.values import SHAPES, Values, values_of
from network_core.words.languages import language_name

Segments = list[tuple[str, str]]


@dataclass(frozen=True)
class ShownChange:
    """One difference, ready for a template. `old` and `new` are pairs of (how, text).

    `how` is `equal`, `deletion` or `addition`. `now` is set where the record says something else
    by now than the change expects.
    """

    pk: int | None
    label: str
    old: Segments
    new: Segments
    now: str
    standing: Standing
    missing: tuple[str, ...] = ()
    outcome: str = ""

    @property
    def is_conflict(self) -> bool:
        """Whether it collides with what the record says now."""
        return self.standing is Standing.CONFLICT

    @property
    def is_done(self) -> bool:
        """Whether the record says so already."""
        return self.standing is Standing.DONE


class Wording:
    """Says values of one kind of record in words; looks up what they refer to once for all."""

    def __init__(self, model: type[models.Model], changes: Iterable[Difference]) -> None:
        self.model = model
        self.shape = SHAPES[model]
        self._names: dict[tuple[type[models.Model], int], str] = {}
        wanted: dict[type[models.Model], set[int]] = {}
        for change in changes:
            target = self._target(change.field)
            if target is not None:
                keys = [change.old, change.new]
                if change.field in self.shape.sets:
                    keys = [*(change.old or []), *(change.new or [])]
                wanted.setdefault(target, set()).update(k for k in keys if k is not None)
        for target, ids in wanted.items():
            for found in target._default_manager.filter(pk__in=ids):
                # The name of what is not public is nobody's business.
                public = getattr(found, "live", True)
                self._names[target, found.pk] = str(found) if public else _("nicht öffentlich")

    def label(self, name: str) -> str:
        """What the field is called in the admin."""
        if name == "languages":
            return _("Sprachen vor Ort")
        field: Any = self.model._meta.get_field(name)
        if name in self.shape.rows:
            return str(field.related_model._meta.verbose_name)
        return str(field.verbose_name)

    def text(self, name: str, value: Any) -> str:
        """The value in words; an empty string for nothing."""
        if value is None or value == "" or value == []:
            return ""
        if name in self.shape.rows:
            return self._row(name, value)
        if name == "languages":
            return ", ".join(language_name(code) for code in value)
        target = self._target(name)
        if name in self.shape.sets and target is not None:
            gone = _("gibt es nicht mehr")
            return ", ".join(sorted(self._names.get((target, pk), gone) for pk in value))
        if target is not None:
            return self._names.get((target, value), _("gibt es nicht mehr"))
        return _in_words(self.model._meta.get_field(name), value)

    def _target(self, name: str) -> type[models.Model] | None:
        if name == "languages" or name in self.shape.rows:
            return None
        related: Any = self.model._meta.get_field(name).related_model
        return related if isinstance(related, type) else None

    def _row(self, name: str, row: Values) -> str:
        child: Any = self.model._meta.get_field(name).related_model
        lines = []
        for each in self.shape.rows[name].fields:
            field = child._meta.get_field(each)
            if row.get(each) in (None, "", False):
                continue
            lines.append(f"{field.verbose_name}: {_in_words(field, row[each])}")
        return "\n".join(lines)


def show_changes(
    record: Offer | Partner,
    changes: Iterable[Any],
    *,
    missing: Mapping[int, list[str]] | None = None,
) -> list[ShownChange]:
    """The changes of a proposal beside what the record says now."""
    rows = list(changes)
    found = [Difference(row.field, row.old, row.new) for row in rows]
    now = values_of(record)
    beside = [
        Difference(each.field, current_value(SHAPES[type(record)], now, each), None)
        for each in found
        if each.field not in SHAPES[type(record)].sets
    ]
    wording = Wording(type(record), [*found, *beside])
    shown = []
    for row, change in zip(rows, found, strict=True):
        stands = standing(wording.shape, now, change)
        current = ""
        if stands is Standing.CONFLICT:
            value = current_value(wording.shape, now, change)
            current = wording.text(change.field, value) or _("nichts (mehr)")
        shown.append(
            _shown(
                wording,
                change,
                pk=row.pk,
                now=current,
                standing=stands,
                missing=tuple((missing or {}).get(row.pk, ())),
                outcome=row.get_outcome_display() if row.outcome else "",
            )
        )
    return shown


def show_differences(model: type[models.Model], changes: Iterable[Difference]) -> list[ShownChange]:
    """Differences that have happened, for reading only."""
    changes = list(changes)
    wording = Wording(model, changes)
    return [_shown(wording, each, pk=None, now="", standing=Standing.DONE) for each in changes]


def _shown(wording: Wording, change: Difference, **more: Any) -> ShownChange:
    old, new = wording.text(change.field, change.old), wording.text(change.field, change.new)
    left, right = _side_by_side(old, new)
    if change.field in wording.shape.sets:
        left = [("deletion", old)] if old else []
        right = [("addition", new)] if new else []
    return ShownChange(label=wording.label(change.field), old=left, new=right, **more)


def _side_by_side(old: str, new: str) -> tuple[Segments, Segments]:
    if not old or not new:
        return ([("deletion", old)] if old else []), ([("addition", new)] if new else [])
    parts = diff_text(old, new).changes
    left = [(how, text) for how, text in parts if how != "addition"]
    right = [(how, text) for how, text in parts if how != "deletion"]
    return left, right


def _in_words(field: Any, value: Any) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Ja") if value else _("Nein")
    if isinstance(field, RichTextField):
        return text_from_html(str(value).replace("</", "\n</")).strip()
    if isinstance(field, models.DateField) and (day := parse_date(str(value))):
        return date_format(day, "SHORT_DATE_FORMAT")
    return str(value)
