"""What the models would refuse, said before anything is written, with row and field."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from network_core.opendata.importing.items import Item, Problems
from network_core.opendata.importing.records import (
    MODELS,
    PARTS,
    PLAIN,
    label_of,
    part_rows,
    put_plain,
)


def check(item: Item, problems: Problems) -> None:
    """Note every value of `item` that its model refuses."""
    record = MODELS[item.kind](slug=item.slug)
    put_plain(item.kind, record, item.values)
    checked = {name for name in PLAIN[item.kind] if name in item.values}
    if item.slug:
        checked.add("slug")
    _try(record, checked, "", item, problems)
    if item.kind == "partner":
        values = item.values
        _check_position(values.get("latitude"), values.get("longitude"), "", item, problems)
    for name in PARTS:
        seen: list[list[Any]] = []
        for row, made in zip(
            item.values.get(name, []), part_rows(name, item.values.get(name, [])), strict=True
        ):
            _model, fields = PARTS[name]
            part = label_of(item.kind, name)
            _try(made, set(fields), part, item, problems)
            if name == "places":
                _check_position(made.latitude, made.longitude, part, item, problems)  # type: ignore[attr-defined]
            if row in seen:
                problems.error(item.row, part, _("„%(row)s“ steht zweimal da.") % {"row": made})
            seen.append(row)


def _try(made: Model, fields: set[str], part: str, item: Item, problems: Problems) -> None:
    others = [field.name for field in made._meta.concrete_fields if field.name not in fields]
    found: dict[str, list[str]] = {}
    for examine in (lambda: made.clean_fields(exclude=others), made.clean):
        try:
            examine()
        except ValidationError as error:
            messages = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for name, texts in messages.items():
                found.setdefault(name, []).extend(texts)
    for name, texts in found.items():
        label = ""
        if name in fields:
            label = str(made._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        where = " › ".join(text for text in (part, label) if text)
        for text in dict.fromkeys(texts):
            problems.error(item.row, where, text)


def _check_position(
    latitude: float | None, longitude: float | None, part: str, item: Item, problems: Problems
) -> None:
    where = " › ".join(text for text in (part, _("Lage auf der Karte")) if text)
    if (latitude is None) != (longitude is None):
        problems.error(
            item.row, where, _("Bitte Breiten- und Längengrad angeben, oder keins von beiden.")
        )
    elif not (-90 <= (latitude or 0) <= 90 and -180 <= (longitude or 0) <= 180):
        problems.error(item.row, where, _("Diese Lage gibt es auf der Erde nicht."))
