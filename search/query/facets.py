"""Counts of an engine → filters with labels, and the way to take each filter off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from network_core.directory.models import Offer
from network_core.words.languages import language_name
from search.documents.base import HitContext
from search.query.request import TYPES, Question
from search.query.service import Result
from search.query.terms import LabelledTerm, labelled_terms


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet. `is_below`: it is part of the value above it in the list.

    `words_language` is the language of a term's label.
    """

    value: str
    label: str
    count: int
    is_selected: bool
    is_below: bool = False
    words_language: str = ""


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet with the values that occur."""

    name: str
    label: str
    options: list[Option] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether something is chosen in it."""
        return any(option.is_selected for option in self.options)


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A chosen filter and the address of the result without it."""

    label: str
    remove_url: str
    words_language: str = ""


def facet_list(question: Question, result: Result, context: HitContext) -> list[FacetGroup]:
    """The facets of a result; what is chosen is always among them.

    A facet in which there is nothing to choose is left out.
    """
    terms = labelled_terms(context.language)

    def group(name: str, label: str, labels: dict[str, str]) -> FacetGroup:
        return _flat(name, label, labels, question, result)

    def tree(name: str, label: str) -> FacetGroup:
        return _tree(name, label, terms[name], question, result)

    groups = [
        group("type", _("Art"), _type_labels()),
        tree("topic", _("Thema")),
        tree("life_situation", _("Lebenslage")),
        tree("format", _("Art des Angebots")),
        tree("audience", _("Zielgruppe")),
        group("offered_in", _("Sprache vor Ort"), _languages(question, result)),
        group("cost", _("Kosten"), {"free": _("Nur kostenlose Angebote")}),
        group("reach", _("Überall nutzbar"), _reach_labels()),
    ]
    if not question.is_own_only:
        groups.append(group("network", _("Netzwerk"), _network_names(context)))
    return [group for group in groups if group.options]


def labels_of(result: Result, context: HitContext) -> dict[str, dict[str, str]]:
    """Facet → its values → what they are called in the visitor's language, else in German."""
    names: dict[str, dict[str, str]] = {
        "type": _type_labels(),
        "network": _network_names(context),
        "offered_in": {
            code: language_name(code) for code, _count in result.facets.get("offered_in", ())
        },
        "cost": {value: str(label) for value, label in Offer.Cost.choices},
        "reach": _reach_labels(),
    }
    for scheme, terms in labelled_terms(context.language).items():
        names[scheme] = {term.slug: term.label for term in terms}
    return names


def active_filters(
    question: Question, facets: list[FacetGroup], context: HitContext, place: str = ""
) -> list[ActiveFilter]:
    """The chosen filters and the place that the question names, each with the way back."""
    found = []
    if place:
        found.append(ActiveFilter(place, "?" + question.without_place().to_address()))
    if question.is_own_only:
        everywhere = replace(question, is_own_only=False, page=1).to_address()
        label = _("Nur %(network)s") % {"network": context.network.short_name}
        found.append(ActiveFilter(label, "?" + everywhere))
    selected = [
        (group.name, option) for group in facets for option in group.options if option.is_selected
    ]
    found += [
        ActiveFilter(
            option.label,
            "?" + question.without(name, option.value).to_address(),
            option.words_language,
        )
        for name, option in selected
    ]
    named = {(name, option.value) for name, option in selected}
    # A term or network that is gone has no name any more; who kept the address can take it off.
    return found + [
        ActiveFilter(value, "?" + question.without(name, value).to_address())
        for name, values in question.chosen
        for value in values
        if (name, value) not in named
    ]


def _flat(
    name: str, label: str, labels: dict[str, str], question: Question, result: Result
) -> FacetGroup:
    counts = dict(result.facets.get(name, ()))
    chosen = question.values(name)
    options = [
        Option(value, text, counts.get(value, 0), value in chosen)
        for value, text in labels.items()
        if value in counts or value in chosen
    ]
    if name not in {"type", "reach"}:
        options.sort(key=_frequent_first)
    return FacetGroup(name, label, options)


def _tree(
    name: str, label: str, terms: list[LabelledTerm], question: Question, result: Result
) -> FacetGroup:
    """The top terms; below one that is chosen, or that a chosen one belongs to, its parts."""
    counts = dict(result.facets.get(name, ()))
    chosen = question.values(name)
    shown = [term for term in terms if counts.get(term.slug) or term.slug in chosen]
    known = {term.pk for term in shown}
    opened = {term.pk for term in shown if term.slug in chosen}
    opened |= {term.parent for term in shown if term.slug in chosen and term.parent is not None}
    below: dict[int | None, list[LabelledTerm]] = defaultdict(list)
    for term in shown:
        below[term.parent if term.parent in known else None].append(term)
    return FacetGroup(
        name,
        label,
        [
            Option(
                term.slug,
                term.label,
                counts.get(term.slug, 0),
                term.slug in chosen,
                is_below=term.parent in known,
                words_language=term.words_language,
            )
            for term in _in_order(None, below, opened, counts)
        ],
    )


def _in_order(
    parent: int | None,
    below: Mapping[int | None, list[LabelledTerm]],
    opened: Set[int],
    counts: Mapping[str, int],
) -> Iterator[LabelledTerm]:
    """The parts of a term, the most frequent first, each followed by its own if it is opened."""
    parts = below.get(parent, [])
    for term in sorted(parts, key=lambda each: (-counts.get(each.slug, 0), each.label)):
        yield term
        if term.pk in opened:
            yield from _in_order(term.pk, below, opened, counts)


def _frequent_first(option: Option) -> tuple[int, str]:
    return (-option.count, option.label)


def _type_labels() -> dict[str, str]:
    labels = {
        "offer": _("Angebote"),
        "partner": _("Partner"),
        "pathway": _("Wegweiser"),
        "event": _("Veranstaltungen"),
        "news": _("Neuigkeiten"),
        "alliance": _("Zusammenarbeit"),
        "page": _("Seiten"),
        "document": _("Dokumente"),
    }
    return {name: labels[name] for name in TYPES}


def _reach_labels() -> dict[str, str]:
    return {"online": _("Online möglich"), "nationwide": _("In ganz Deutschland")}


def _network_names(context: HitContext) -> dict[str, str]:
    return {network.slug: network.short_name for network in context.networks}


def _languages(question: Question, result: Result) -> dict[str, str]:
    codes = {code for code, _count in result.facets.get("offered_in", ())}
    return {code: language_name(code) for code in {*codes, *question.values("offered_in")}}
