"""What can be changed about a result besides its filters: whose, in which order, where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.documents.base import HitContext
from search.query.request import (
    ANYWHERE,
    CHECKED,
    DEFAULT_RADIUS_KM,
    DISTANCE,
    RELEVANCE,
    TITLE,
    Mistake,
    Question,
)
from search.query.service import Result

RADII_KM = (5, 10, DEFAULT_RADIUS_KM, 25, 50, 100)
_SORT_LABELS = {
    RELEVANCE: gettext_lazy("Am besten passend"),
    DISTANCE: gettext_lazy("Entfernung"),
    CHECKED: gettext_lazy("Zuletzt geprüft"),
    TITLE: gettext_lazy("Titel"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to see a result."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class NearField:
    """The field that asks for a place, as it was filled in."""

    text: str
    radius_km: int
    radii: tuple[int, ...]
    error: str


def scopes(question: Question, result: Result, context: HitContext) -> list[Choice]:
    """All networks, or the own one alone with the number of its hits."""
    own = dict(result.facets.get("network", ())).get(context.network.slug, 0)
    everywhere = replace(question, is_own_only=False, page=1)
    chosen = tuple(pair for pair in question.chosen if pair[0] != "network")
    here = replace(question, chosen=chosen, is_own_only=True, page=1)
    label = _("Nur %(network)s") % {"network": context.network.short_name}
    return [
        Choice(_("Alle Netzwerke"), _address(everywhere), not question.is_own_only),
        Choice(label, _address(here), question.is_own_only, own),
    ]


def sorts(question: Question, result: Result) -> list[Choice]:
    """The orders that make sense; by distance only where a place is known."""
    return [
        Choice(str(label), _address(replace(question, sort=sort, page=1)), sort == question.sort)
        for sort, label in _SORT_LABELS.items()
        if sort != DISTANCE or result.is_place_known or question.sort == DISTANCE
    ]


def views(question: Question) -> list[Choice]:
    """The list alone, or with a map above it."""
    return [
        Choice(_("Liste"), _address(replace(question, is_map=False, page=1)), not question.is_map),
        Choice(
            _("Liste und Karte"), _address(replace(question, is_map=True, page=1)), question.is_map
        ),
    ]


def near_field(question: Question, result: Result, mistakes: Iterable[Mistake]) -> NearField:
    """What was typed, and what is wrong with it."""
    text = question.near.text if question.near else ""
    error = next((each.message for each in mistakes if each.parameter == "near"), "")
    if result.is_near_unknown:
        error = _(
            "„%(place)s“ kennen wir nicht als Ort. Bitte eine Postleitzahl oder einen Ort in "
            "Deutschland angeben. Gezeigt wird, was es überall gibt."
        ) % {"place": text}
    radii = tuple(sorted({*RADII_KM, question.radius_km}))
    return NearField(text, question.radius_km, radii, error)


def kept(question: Question) -> list[tuple[str, str]]:
    """What the form of the filters passes on beside its own fields."""
    pairs = []
    if question.is_own_only:
        pairs.append(("scope", "own"))
    if question.sort != RELEVANCE:
        pairs.append(("sort", question.sort))
    if question.anywhere:
        pairs.append((ANYWHERE, "1"))
    if question.is_map:
        pairs.append(("view", "map"))
    return pairs


def _address(question: Question) -> str:
    return "?" + question.to_address()
