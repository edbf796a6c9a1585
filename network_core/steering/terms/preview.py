"""What a change of a term would do, before it is done."""

import hashlib
import json
from dataclasses import dataclass, field

from network_core.steering.terms.usage import Usage, usage_of
from network_core.steering.terms.uses import uses
from network_core.steering.terms.words import new_synonyms, texts_of
from network_core.taxonomy.models import Term, TermTree
from network_core.words.languages import language_name

ARROW = " › "


@dataclass(frozen=True)
class Preview:
    """What changes: records by network, words, places in the tree, addresses.

    `seen` names what the person has seen, so that nothing else is done than that.
    """

    usage: Usage
    united: int = 0
    synonyms: list[tuple[str, list[str]]] = field(default_factory=list)
    place: tuple[str, str] = ("", "")
    children: list[str] = field(default_factory=list)
    address: tuple[str, str] = ("", "")

    @property
    def seen(self) -> str:
        """A fingerprint of all of it."""
        numbers = sorted(
            (label, network.pk if network else 0, number)
            for (label, network), number in self.usage.numbers.items()
        )
        shown = [numbers, self.united, self.synonyms, self.place, self.children, self.address]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def preview_merge(dropped: Term, kept: Term) -> Preview:
    """What becomes of everything that names `dropped` when it is part of `kept`."""
    own, others = texts_of(kept), texts_of(dropped)
    synonyms = [(language_name("de"), new_synonyms(kept, dropped))]
    for code, text in sorted(others.items()):
        words = new_synonyms(own[code], text) if code in own else [text.label, *text.synonym_list]
        synonyms.append((language_name(code), words))
    return Preview(
        usage_of([dropped.pk])[dropped.pk],
        sum(use.with_both(dropped, kept).count() for use in uses()),
        [(language, words) for language, words in synonyms if words],
        (place_of(dropped), place_of(kept)),
        _children(dropped),
        (_address(dropped), _address(kept)),
    )


def preview_move(term: Term, parent: Term | None) -> Preview:
    """What the place of `term` changes: the records under it and below it get another path."""
    below = TermTree().with_descendants([term.pk])
    return Preview(
        _together(usage_of(below)),
        place=(place_of(term), _below(parent, term)),
        children=_children(term),
    )


def preview_replacement(term: Term, successor: Term) -> Preview:
    """Who has the term that nobody may choose any more."""
    return preview_move(term, successor)


def place_of(term: Term) -> str:
    """The labels above the term and its own, as the facets show them."""
    labels = dict(Term.objects.filter(scheme=term.scheme_id).values_list("pk", "label"))
    return ARROW.join(labels[pk] for pk in reversed(TermTree().ancestor_ids(term.pk)))


def _below(parent: Term | None, term: Term) -> str:
    return ARROW.join([place_of(parent), term.label]) if parent else term.label


def _children(term: Term) -> list[str]:
    return list(term.children.order_by("position", "label", "pk").values_list("label", flat=True))


def _address(term: Term) -> str:
    return f"/de/angebote/?{term.scheme_id}={term.slug}"


def _together(found: dict[int, Usage]) -> Usage:
    first, *others = found.values()
    numbers = first.numbers.copy()
    for other in others:
        numbers.update(other.numbers)
    return Usage(numbers)
