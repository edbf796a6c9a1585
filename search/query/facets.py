"""Counts of an engine → filters with labels, and the way to take each filter off."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from network_core.taxonomy.models import Term, TermText
from search.documents.base import HitContext
from search.query.request import TYPES, Question
from search.query.service import Result


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet."""

    value: str
    label: str
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet with the values that occur."""

    name: str
    label: str
    options: list[Option] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A chosen filter and the address of the result without it."""

    label: str
    remove_url: str


def facet_list(question: Question, result: Result, context: HitContext) -> list[FacetGroup]:
    """The facets of a result, in two queries at most; what is chosen is always among them.

    A facet in which there is nothing to choose is left out.
    """
    networks = {network.slug: network.short_name for network in context.networks}
    groups = (
        _group("type", _("Art"), _type_labels(), question, result),
        _group("network", _("Netzwerk"), networks, question, result),
        _group("topic", _("Thema"), _topic_labels(context.language), question, result),
    )
    return [group for group in groups if group.options]


def active_filters(
    question: Question, facets: list[FacetGroup], place: str = ""
) -> list[ActiveFilter]:
    """The chosen filters and the place that the query names, each with the way back."""
    there = [ActiveFilter(place, "?" + question.without_place().to_address())] if place else []
    return there + [
        ActiveFilter(option.label, "?" + question.without(group.name, option.value).to_address())
        for group in facets
        for option in group.options
        if option.is_selected
    ]


def _group(
    name: str, label: str, labels: dict[str, str], question: Question, result: Result
) -> FacetGroup:
    counts = dict(result.facets.get(name, ()))
    chosen = question.values(name)
    options = [
        Option(value, text, counts.get(value, 0), value in chosen)
        for value, text in labels.items()
        if counts.get(value) or value in chosen
    ]
    if name != "type":
        options.sort(key=lambda option: (-option.count, option.label))
    return FacetGroup(name, label, options)


def _type_labels() -> dict[str, str]:
    labels = {
        "offer": _("Angebote"),
        "partner": _("Partner"),
        "pathway": _("Wegweiser"),
        "event": _("Veranstaltungen"),
        "news": _("Neuigkeiten"),
        "alliance": _("Zusammenarbeit"),
        "page": _("Seiten"),
    }
    return {name: labels[name] for name in TYPES}


def _topic_labels(language: str) -> dict[str, str]:
    """The top topics; what is sorted under a topic below one of them counts there, too."""
    topics = Term.objects.filter(scheme="topic", parent=None).order_by("position", "pk")
    labels = dict(topics.values_list("slug", "label"))
    if language != settings.LANGUAGE_CODE:
        rows = TermText.objects.filter(
            live=True, locale__language_code=language, record__in=topics.order_by()
        )
        labels.update(dict(rows.values_list("record__slug", "label")))
    return labels
