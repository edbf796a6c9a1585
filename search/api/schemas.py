"""What the API takes and gives, as its OpenAPI document describes it.

The parameters are declared loosely and read by `search.api.parameters`, which the search page
shares: so a wrong one is named in the same words in both places, and only one place decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from django.conf import settings
from ninja import Schema
from pydantic import Field
from pydantic.config import JsonDict

from search.query.request import (
    COSTS,
    DEFAULT_RADIUS_KM,
    MAX_PAGE,
    MAX_PER_PAGE,
    MAX_QUERY,
    MAX_RADIUS_KM,
    MAX_VALUE,
    PER_PAGE,
    REACHES,
    RELEVANCE,
    SORTS,
    TYPES,
)

_LANGUAGES = [code for code, _ in settings.LANGUAGES]


def _choice(values: Sequence[str], default: str = "") -> JsonDict:
    schema: JsonDict = {"enum": list(values)}
    return schema | {"default": default} if default else schema


def _whole(least: int, most: int, default: int) -> JsonDict:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


class Parameters(Schema):
    """Everything that can be asked. Of parameters that take several values, one has to match."""

    q: str = Field(
        ...,
        description="Words, as people type them; a town or postcode among them becomes a filter.",
        json_schema_extra={"minLength": 1, "maxLength": MAX_QUERY},
    )
    language: str = Field(
        settings.LANGUAGE_CODE,
        description="Of the words and the answer; one that the network of this host offers.",
        json_schema_extra=_choice(_LANGUAGES),
    )
    network: list[str] = Field([], description="Slugs of networks.")
    type: list[Annotated[str, Field(json_schema_extra=_choice(TYPES))]] = Field(
        [], description="Kinds of hits."
    )
    topic: list[str] = Field([], description="Slugs of topics; what is below one counts, too.")
    life_situation: list[str] = Field([], description="Slugs of life situations.")
    format: list[str] = Field([], description="Slugs of formats: how help is given.")
    audience: list[str] = Field([], description="Slugs of audiences: whom it is meant for.")
    offered_in: list[str] = Field(
        [], description="Languages that are spoken at an offer (ISO 639-1)."
    )
    cost: list[Annotated[str, Field(json_schema_extra=_choice(COSTS))]] = Field(
        [], description="Only what costs nothing."
    )
    reach: list[Annotated[str, Field(json_schema_extra=_choice(REACHES))]] = Field(
        [], description="Only what can be used online, or in all of Germany."
    )
    sort: str = Field(
        RELEVANCE,
        description="By `distance` only where a place is known; `checked`: the latest first.",
        json_schema_extra=_choice(SORTS, RELEVANCE),
    )
    near: str = Field(
        "",
        description="A postcode, a town, or a point as `latitude,longitude`.",
        json_schema_extra={"maxLength": MAX_VALUE},
    )
    radius: str = Field(
        str(DEFAULT_RADIUS_KM),
        description="Kilometres around `near`.",
        json_schema_extra=_whole(1, MAX_RADIUS_KM, DEFAULT_RADIUS_KM),
    )
    page: str = Field("1", json_schema_extra=_whole(1, MAX_PAGE, 1))
    per_page: str = Field(
        str(PER_PAGE),
        description="The first 1,000 hits can be paged through.",
        json_schema_extra=_whole(1, MAX_PER_PAGE, PER_PAGE),
    )
    explain: str = Field(
        "false",
        description="Tell how the words were understood and what each hit's score is made of.",
        json_schema_extra={"type": "boolean", "default": False},
    )


class Reason(Schema):
    """One part of a hit's score."""

    label: str
    points: float
    found_in: list[str]


class HitAnswer(Schema):
    """One hit."""

    id: str = Field(description="Of the object, the same in every language: `offer:12`.")
    type: str
    slug: str = Field(
        description=(
            "The last part of the record's address, the same on every site. Of an imported record "
            "it is the one that its import gave."
        )
    )
    title: str
    excerpt: str = Field(description="HTML: escaped text with what was found in `<mark>`.")
    url: str = Field(description="Where people read it: on this site if it is shown here.")
    network: str = Field(description="Slug of the network that looks after it.")
    is_dormant: bool = Field(
        description="Nobody works in that network at present: what it says may be out of date."
    )
    language: str = Field(description="Of title and text; German where there is no translation.")
    score: float = Field(description="Comparable within one answer only.")
    explanation: list[Reason] | None = Field(None, description="With `explain` only.")


class FacetValue(Schema):
    """How many hits there would be with this value of a parameter alone."""

    value: str
    label: str = Field(description="In the language of the answer, German where it has no word.")
    count: int


class AppliedFilter(Schema):
    """What narrows the answer: a parameter, or a place that the words name (then of `q`)."""

    parameter: str
    value: str


class Understood(Schema):
    """One word of the question with what else is taken for it."""

    label: str
    weight: float
    alternatives: list[str]


class Answer(Schema):
    """One page of hits."""

    total: int
    page: int
    per_page: int
    hits: list[HitAnswer]
    facets: dict[str, list[FacetValue]]
    did_you_mean: str | None
    applied_filters: list[AppliedFilter]
    is_degraded: bool = Field(
        description="The engine is down: these are names only, without facets and further pages."
    )
    understood: list[Understood] | None = Field(None, description="With `explain` only.")


class Mistake(Schema):
    """A parameter that means nothing."""

    parameter: str
    message: str


class Refusal(Schema):
    """Why there is no answer."""

    errors: list[Mistake]
