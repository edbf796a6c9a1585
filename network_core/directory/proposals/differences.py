"""Differences between what a record says and what it should say, and how they are applied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from network_core.directory.proposals.values import Shape, Values


@dataclass(frozen=True)
class Difference:
    """One difference; `old` and `new` as `ProposedChange` stores them."""

    field: str
    old: Any
    new: Any


class Standing(StrEnum):
    """How a difference stands to what the record says now."""

    APPLICABLE = "applicable"
    CONFLICT = "conflict"
    DONE = "done"


def differences(shape: Shape, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """What has to change so that a record that says `old` says `new`.

    Only fields that both name are compared. The order of rows is no difference.
    """
    found: list[Difference] = []
    for name in shape.names:
        if name not in old or name not in new or old[name] == new[name]:
            continue
        if name in shape.rows:
            found += _row_differences(name, shape.rows[name].known_by, old[name], new[name])
        elif name in shape.sets:
            gone = [each for each in old[name] if each not in new[name]]
            come = [each for each in new[name] if each not in old[name]]
            found.append(Difference(name, gone, come))
        else:
            found.append(Difference(name, old[name], new[name]))
    return found


def standing(shape: Shape, now: Mapping[str, Any], change: Difference) -> Standing:
    """Whether the change can be applied to `now`, collides with it, or has happened already."""
    value = now[change.field]
    if change.field in shape.sets:
        done = set(change.new) <= set(value) and not set(change.old) & set(value)
        return Standing.DONE if done else Standing.APPLICABLE
    if change.field in shape.rows:
        if change.old in value:
            return Standing.APPLICABLE
        if change.new in value:
            return Standing.DONE
        if change.old is None:
            return Standing.APPLICABLE
        known_by = shape.rows[change.field].known_by
        if change.new is None and _alike(value, change.old, known_by) is None:
            return Standing.DONE
        return Standing.CONFLICT
    if value == change.old:
        return Standing.APPLICABLE
    return Standing.DONE if value == change.new else Standing.CONFLICT


def current_value(shape: Shape, now: Mapping[str, Any], change: Difference) -> Any:
    """What stands now where the change would write: a value, a row, or the whole set."""
    value = now[change.field]
    if change.field not in shape.rows:
        return value
    wanted = change.old or change.new
    return wanted if wanted in value else _alike(value, wanted, shape.rows[change.field].known_by)


def applied(shape: Shape, now: Mapping[str, Any], changes: Iterable[Difference]) -> Values:
    """`now` with the changes in it, also those that collide: somebody has decided so.

    Only the fields that change are returned.
    """
    result: Values = {}
    for change in changes:
        value = result.get(change.field, now[change.field])
        if change.field in shape.sets:
            value = sorted((set(value) - set(change.old)) | set(change.new))
        elif change.field in shape.rows:
            value = _with_row(list(value), change, shape.rows[change.field].known_by)
        else:
            value = change.new
        result[change.field] = value
    return result


def _row_differences(
    name: str, known_by: tuple[str, ...], old: list[Values], new: list[Values]
) -> list[Difference]:
    gone, come = list(old), []
    for row in new:
        if row in gone:
            gone.remove(row)
        else:
            come.append(row)
    found: list[Difference] = []
    for row in come:
        before = _alike(gone, row, known_by)
        if before is not None:
            gone.remove(before)
        found.append(Difference(name, before, row))
    return [*found, *(Difference(name, row, None) for row in gone)]


def _alike(rows: list[Values], wanted: Values, known_by: tuple[str, ...]) -> Values | None:
    """The row that is most likely the one meant: as many equal fields as possible."""
    candidates = [row for row in rows if all(row[name] == wanted[name] for name in known_by)]
    return max(
        candidates,
        key=lambda row: sum(row[name] == value for name, value in wanted.items()),
        default=None,
    )


def _with_row(rows: list[Values], change: Difference, known_by: tuple[str, ...]) -> list[Values]:
    if change.new in rows:
        # It stands there already; what it was to replace may still do so, too.
        return [row for row in rows if row != change.old]
    target = change.old if change.old in rows else None
    if target is None and change.old is not None:
        target = _alike(rows, change.old, known_by)
    if target is None:
        return rows if change.new is None else [*rows, change.new]
    position = rows.index(target)
    replacement = [] if change.new is None else [change.new]
    return [*rows[:position], *replacement, *rows[position + 1 :]]
