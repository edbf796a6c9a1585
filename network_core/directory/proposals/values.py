"""What a record says, as plain values that can be compared, stored as JSON and written back.

The values of a record are a dictionary. A single field has one value (dates and times as ISO
strings, references as ids), a list (contacts, places, hours, areas) has rows, which are
dictionaries themselves, and a set (terms, languages) has a sorted list of ids or codes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.fields import RichTextField

from network_core.directory.models import Offer, OfferLanguage, Partner
from network_core.taxonomy.models import Term
from network_core.words.markup import comparable

Values = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """A list of a record: the fields of its rows, and those by which a row is known again."""

    fields: tuple[str, ...]
    known_by: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """The fields of a kind of record that anybody may propose to change.

    The address, the steward, the mark of an example and the dates of publishing are the steward's
    own affair.
    """

    single: tuple[str, ...]
    rows: Mapping[str, Rows] = field(default_factory=dict)
    sets: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All fields, in the order in which they are shown."""
        return (*self.single, *self.rows, *self.sets)


SHAPES: dict[type[models.Model], Shape] = {
    Partner: Shape(
        single=(
            *("name", "kind", "summary", "description", "logo"),
            *("street", "postal_code", "city", "latitude", "longitude"),
            *("phone", "email", "website"),
        )
    ),
    Offer: Shape(
        single=(
            *("title", "partner", "summary", "description", "eligibility", "steps", "documents"),
            *("cost_kind", "cost_note", "hours_note", "is_online", "nationwide"),
            *("valid_from", "valid_until", "text_date"),
            *("source_title", "source_url", "source_law"),
        ),
        rows={
            "contacts": Rows(("kind", "value", "label"), ("kind",)),
            "places": Rows(
                (
                    *("name", "street", "postal_code", "city", "latitude", "longitude"),
                    *("accessibility", "is_protected"),
                ),
                ("city",),
            ),
            "hours": Rows(
                ("weekday", "opens", "closes", "valid_from", "valid_through"),
                ("weekday", "valid_from"),
            ),
            "service_areas": Rows(("key", "postcode"), ("key",)),
        },
        sets=("languages", "topics", "life_situations", "formats", "audiences"),
    ),
}


def shape_of(record: models.Model) -> Shape:
    """The fields of the record that a proposal may name."""
    return SHAPES[type(record)]


def values_of(record: Offer | Partner) -> Values:
    """What the record, as it is in memory, says."""
    shape = shape_of(record)
    values: Values = {name: single_value(record, name) for name in shape.single}
    for name, rows in shape.rows.items():
        values[name] = [
            {each: single_value(child, each) for each in rows.fields}
            for child in getattr(record, name).all()
        ]
    for name in shape.sets:
        values[name] = _set(record, name)
    return values


def cleaned_values(record: Offer | Partner, values: Mapping[str, Any]) -> Values:
    """Values from outside as `values_of` would write them; only the fields that are named.

    Rows may name some of their fields only. Raises ValidationError for a field that cannot be
    proposed, and for a value that the field cannot hold.
    """
    shape, cleaned = shape_of(record), {}
    for name, value in values.items():
        try:
            if name in shape.single:
                cleaned[name] = _cleaned(type(record)._meta.get_field(name), value)
            elif name in shape.rows:
                cleaned[name] = [_cleaned_row(record, name, row) for row in value]
            elif name in shape.sets:
                code: Callable[[Any], Any] = str if name == "languages" else int
                cleaned[name] = sorted({code(getattr(each, "pk", each)) for each in value})
            else:
                raise ValidationError(f"{name!r} cannot be proposed.")
        except (TypeError, ValueError, AttributeError) as error:
            raise ValidationError({name: str(error)}) from error
    return cleaned


def write_values(record: Offer | Partner, values: Mapping[str, Any]) -> None:
    """Set on the record (in memory) what `values` says; rows that stay keep their identity."""
    shape = shape_of(record)
    for name, value in values.items():
        if name in shape.single:
            _set_single(record, name, value)
        elif name in shape.rows:
            _write_rows(record, name, value)
        elif name == "languages":
            _write_languages(record, value)
        else:
            getattr(record, name).set(Term.objects.filter(pk__in=value))


def single_value(instance: models.Model, name: str) -> Any:
    """The value of one field of a record or row, as JSON can hold it."""
    model_field: Any = instance._meta.get_field(name)
    return _plain(model_field, getattr(instance, model_field.attname))


def _plain(model_field: Any, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(model_field, RichTextField):
        return comparable(str(value or ""))
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return value


def _set(record: Any, name: str) -> list[Any]:
    if name == "languages":
        return sorted(record.language_codes)
    return sorted(term.pk for term in getattr(record, name).all())


def _cleaned(model_field: Any, value: Any) -> Any:
    """One value, of the type of its field, as it is stored in JSON."""
    if isinstance(model_field, models.ForeignKey):
        key = getattr(value, "pk", value)
        return int(key) if key not in (None, "") else None
    if value is None and not model_field.null:
        value = ""
    if isinstance(value, str) and "\x00" in value:
        raise ValidationError({model_field.name: "\\x00"})
    if value == "" and model_field.null:
        return None
    return _plain(model_field, model_field.to_python(value))


def _cleaned_row(record: models.Model, name: str, row: Mapping[str, Any]) -> Values:
    child: Any = record._meta.get_field(name).related_model
    known = shape_of(record).rows[name].fields
    if unknown := set(row) - set(known):
        raise ValidationError(f"{name}: {sorted(unknown)}")
    blank = child()
    return {
        each: _cleaned(child._meta.get_field(each), row[each])
        if each in row
        else single_value(blank, each)
        for each in known
    }


def _set_single(instance: models.Model, name: str, value: Any) -> None:
    model_field: Any = instance._meta.get_field(name)
    if isinstance(model_field, models.ForeignKey):
        setattr(instance, model_field.attname, value)
    else:
        setattr(instance, name, model_field.to_python(value))


def _write_rows(record: Any, name: str, rows: Iterable[Values]) -> None:
    child: Any = record._meta.get_field(name).related_model
    fields = shape_of(record).rows[name].fields
    left = list(getattr(record, name).all())
    result: list[Any] = []
    missing: list[tuple[int, Values]] = []
    for position, row in enumerate(rows):
        same = next(
            (c for c in left if {each: single_value(c, each) for each in fields} == row),
            None,
        )
        if same is None:
            missing.append((position, row))
        else:
            left.remove(same)
        result.append(same)
    for position, row in missing:
        # A row that is changed keeps its place in the database.
        instance = left.pop(0) if left else child()
        for each, value in row.items():
            _set_single(instance, each, value)
        result[position] = instance
    for position, instance in enumerate(result):
        if hasattr(instance, "sort_order"):
            instance.sort_order = position
    setattr(record, name, result)


def _write_languages(record: Any, codes: Iterable[str]) -> None:
    kept = {row.code: row for row in record.spoken_languages.all()}
    record.spoken_languages = [kept.get(code) or OfferLanguage(code=code) for code in codes]
