"""What happens when somebody saves a form that was opened before somebody else saved the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Revision

from network_core.directory.models import Offer, Partner
from network_core.directory.proposals.differences import (
    Difference,
    Standing,
    applied,
    differences,
    standing,
)
from network_core.directory.proposals.display import ShownChange, show_differences
from network_core.directory.proposals.values import shape_of, values_of, write_values


@dataclass(frozen=True)
class Overtaken:
    """Who has saved in between, and what of it stands in the form now, or collides with it."""

    person: str
    moment: datetime | None
    taken: list[ShownChange]
    collides: list[ShownChange]


def merge_versions(
    mine: Offer | Partner, theirs: Offer | Partner, base: Revision | None, latest: Revision
) -> Overtaken:
    """Bring what somebody else has saved since `base` into `mine` (in memory) where mine agrees.

    Where both have changed the same, mine stays and the difference is named.
    """
    shape, own, others = shape_of(mine), values_of(mine), values_of(theirs)
    start = values_of(base.as_object()) if base is not None else others
    taken: list[Difference] = []
    collides: list[Difference] = []
    for change in differences(shape, start, others):
        where = standing(shape, own, change)
        if where is Standing.APPLICABLE:
            taken.append(change)
        elif where is Standing.CONFLICT:
            collides.append(change)
    write_values(mine, applied(shape, own, taken))
    return Overtaken(
        person=str(latest.user) if latest.user else "",
        moment=latest.created_at,
        taken=show_differences(type(mine), taken),
        collides=show_differences(type(mine), collides),
    )


def loaded_revision(record: Offer | Partner, posted: Any) -> Revision | None:
    """The version that the form was opened with, as far as it still exists."""
    key = posted.get("overwrite_revision_id") or posted.get("loaded_revision_id") or ""
    if not key.isdigit():
        return None
    found: Revision | None = record.revisions.filter(pk=key).first()
    return found
