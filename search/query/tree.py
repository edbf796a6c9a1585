"""Concepts → engine-neutral query tree, and everything that decides the order of hits.

A document is found if the concepts it matches weigh enough together, and one that matches all
stands above any other. Among these, what counts is how telling the places are in which the words
stand, and whether the document is tagged with the subject that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from search.analysis import Word, analyse, language_of_analysis
from search.analysis.chain import exact_title
from search.analysis.normalise import script_language
from search.analysis.synonyms import Found, Synonyms, content, identity, readings
from search.engines.base import All, Any, Best, Everything, Fixed, Node, Token, Vocabulary
from search.query import nodes
from search.query.concepts import Concept, ConceptMaker
from search.query.spelling import Speller

MAX_CONCEPTS = 8
MAX_ALSO = 6
MAX_COVERING = 6
"""So many of the weightiest concepts decide whether a document is found."""
ALL_WORDS = 1_000.0
"""What matching every concept is worth: more than everything else together."""
COVERAGE = 0.62
"""The share of the query's weight that a document must match."""
LONG_COVERAGE = 0.55
"""The same for questions of three and more words: of a sentence more may be beside the point."""
PER_CONCEPT = 3.0
EXACT_TITLE = 4.0
ON_SUBJECT = 2.0
"""What being tagged with a subject that was asked for is worth, besides everything else."""

COMMONER = 1.8
PLACE_WORD = 0.2
"""What the name of the place that was asked for is worth in a text."""
ALSO = 0.25
"""What each further word for the same is worth, where a document holds several."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What a condition is worth, and for explanations: of which kind it is and about what."""

    kind: str
    node: Node
    about: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One question to the engine: which documents are found, and what each condition is worth."""

    match: Node
    worth: tuple[Worth, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask the engine, in order: the first that finds something is the answer."""

    steps: tuple[Step, ...]
    scale: float
    """What a middling match is worth, for boosts to be measured by."""
    keys: frozenset[str]
    """Keys to mark in excerpts."""
    corrections: dict[str, str] = field(default_factory=dict)
    """Words as typed → as they are probably meant."""
    concepts: tuple[Concept, ...] = ()
    """What was understood, for explanations."""


NOTHING = Plan(steps=(Step(Any(()), ()),), scale=1.0, keys=frozenset())
"""For a question of words that nobody has written."""


class TreeBuilder:
    """Builds plans for one vocabulary and one set of synonyms per language."""

    def __init__(
        self, vocabulary: Vocabulary, synonyms: Callable[[str], Synonyms] | None = None
    ) -> None:
        self.vocabulary = vocabulary
        self._synonyms = synonyms or (lambda language: Synonyms())

    def plan(self, query: str, language: str = "de") -> Plan | None:
        """The plan for a query in a visitor's language; None if there is nothing to ask for.

        Documents in German stand in where a language has none of its own, so that a query in
        another language is read the German way as well.
        """
        chain = _chain(query, language_of_analysis(language))
        chains = (chain,) if chain == "de" else (chain, "de")
        every = analyse(query, chain)[: MAX_CONCEPTS * 4]
        words = _distinct(content(every))[:MAX_CONCEPTS]
        if not words:
            return None
        german: dict[int, Word] = {}
        if chain != "de":
            german = {word.start: word for word in analyse(query, "de") if not word.is_stop_word}
        speller = Speller(self.vocabulary, self._synonyms, chains)
        corrections: dict[str, str] = {}
        meant: dict[int, Word] = {}
        for word in words:
            other = german.get(word.start)
            corrected, spelling = speller.correct(word, [other] if other else [])
            meant[word.start] = corrected
            if spelling:
                corrections[word.surface] = spelling
        words = tuple(meant.values())
        maker = ConceptMaker(self.vocabulary, self._synonyms("de").broad)
        concepts = [
            maker.concept(word, _others(word, german.get(word.start)), chain) for word in words
        ]
        for joined, where in maker.join(words, concepts):
            for found in self._synonyms("de").find([(0, joined)]):
                maker.add_group(found, [concepts[place] for place in where])
        sentence = [meant.get(word.start, word) for word in every]
        extra = Concept("", 0.0)
        for each in chains:
            read = sentence if each == chain else list(german.values())
            for found in self._synonyms(each).find(readings(read, each)):
                self._add(found, read, words, concepts, maker, extra)
        if extra.subjects and all(word.is_stop_word for word in words):
            # Nothing but small words, and they are a phrase that people use: that is the question.
            extra.label, extra.weight = query, 1.0
            concepts = [extra]
        exact = Token(
            "title",
            exact_title(words),
            nodes.points(EXACT_TITLE * sum(concept.weight for concept in concepts)),
        )
        bonus = [Worth("exact_title", exact), *_subjects([*concepts, extra])]
        steps = tuple(
            step
            for step in (
                _covering(concepts, bonus, weak=False),
                _covering(concepts, bonus, weak=True) if any(c.weak for c in concepts) else None,
            )
            if step is not None
        )
        if not steps:
            return None
        return Plan(
            steps=steps,
            scale=sum(concept.weight for concept in concepts),
            keys=frozenset(maker.keys),
            corrections=corrections,
            concepts=tuple(concepts),
        )

    def plan_at(self, rest: str, place: str, whole: str, language: str = "de") -> Plan:
        """The plan for a question without the place that it names; without more, everything there.

        Who has the place's name in the title, or just this title, still comes first.
        """
        plan = self.plan(rest, language) if rest else None
        if rest and plan is None:
            return NOTHING
        if plan is None:
            plan = Plan(steps=(Step(Fixed(Everything(), 0), ()),), scale=1.0, keys=frozenset())
        chain = language_of_analysis(language)
        names = [word.key for word in analyse(place, "de") if self.vocabulary.frequency(word.key)]
        exact = Token(
            "title",
            exact_title(content(analyse(whole, chain))),
            nodes.points(EXACT_TITLE * plan.scale),
        )
        extra = [Worth("exact_title", exact)]
        for name in names:
            extra.append(Worth("place_word", nodes.word(name, PLACE_WORD * plan.scale)))
        steps = tuple(replace(step, worth=(*step.worth, *extra)) for step in plan.steps)
        return replace(plan, steps=steps, keys=plan.keys | set(names))

    def _add(
        self,
        found: Found,
        read: Sequence[Word],
        words: Sequence[Word],
        concepts: Sequence[Concept],
        maker: ConceptMaker,
        extra: Concept,
    ) -> None:
        """Give what a group leads to to the concepts that name it."""
        starts = {word.start: place for place, word in enumerate(words)}
        named = {starts[read[at].start] for at in found.positions if read[at].start in starts}
        if named and not all(word.is_stop_word for word in found.phrase):
            maker.add_group(found, [concepts[place] for place in sorted(named)])
        elif found.positions:
            maker.add_group(found, [extra])
            extra.weight = 0.5


_SCRIPTS = ({"ar", "fa"}, {"uk", "ru"})


def _chain(query: str, asked: str) -> str:
    """The language a query is read in: the visitor's, unless it is in letters of another script."""
    written = script_language(query)
    if not written or any({written, asked} <= script for script in _SCRIPTS):
        return asked
    return written


def _others(word: Word, other: Word | None) -> list[Word]:
    return [other] if other is not None and other.key != word.key else []


def _distinct(words: Sequence[Word]) -> tuple[Word, ...]:
    """Each key once (Beraterinnen und Berater)."""
    found: dict[str, Word] = {}
    for word in words:
        found.setdefault(identity(word), word)
    return tuple(found.values())


def _subjects(concepts: Sequence[Concept]) -> list[Worth]:
    """What being on the subject is worth: the best of each concept's topics, and of its others."""
    found: list[Worth] = []
    for concept in concepts:
        for is_topic in (True, False):
            tags = [
                nodes.tagged(term, _on_subject(concept) * sure * (1.0 if is_topic else 0.4))
                for term, sure in concept.subjects.items()
                if term.startswith("topic:") == is_topic
            ]
            if tags:
                found.append(Worth("on_subject", Best(tuple(tags)), concept.label))
    return found


def _on_subject(concept: Concept) -> float:
    """The commoner the words, the more it tells that a document is tagged with their subject."""
    return ON_SUBJECT * concept.weight * (COMMONER - min(concept.weight, 1.0))


def _scaled(node: Node, factor: float) -> Node:
    """The same tree, worth `factor` times as much."""
    if isinstance(node, Token):
        return Token(node.field, node.token, round(node.score * factor))
    if isinstance(node, nodes.SEVERAL):
        return type(node)(tuple([_scaled(child, factor) for child in node.children]))
    return nodes.with_score(node, factor)


def _covering(concepts: Sequence[Concept], bonus: Sequence[Worth], *, weak: bool) -> Step | None:
    """Documents that match concepts of enough weight; those that match all come first."""
    ways = [
        (concept, [*concept.alternatives, *(concept.weak if weak else ())]) for concept in concepts
    ]
    share = COVERAGE if len(concepts) < 3 else LONG_COVERAGE
    required = share * sum(concept.weight for concept in concepts)
    known = [
        (concept, nodes.best(_scaled(way.node, concept.weight) for way in alternatives))
        for concept, alternatives in ways
        if alternatives
    ]
    if not known or sum(concept.weight for concept, _ in known) < required:
        return None
    worth: list[Worth] = list(bonus)
    matched = [nodes.plain(node) for _, node in known]
    for (concept, node), condition in zip(known, matched, strict=True):
        worth.append(Worth("word", node, concept.label))
        once = Fixed(condition, nodes.points(PER_CONCEPT * concept.weight))
        worth.append(Worth("holds", once, concept.label))
        if also := [way for way in concept.alternatives if way.kind == "name"][:MAX_ALSO]:
            held = tuple(_scaled(nodes.telling(way.node), ALSO * concept.weight) for way in also)
            worth.append(Worth("also", Any(held), concept.label))
    if len(known) == len(concepts):
        every = Fixed(All(tuple(matched)), nodes.points(ALL_WORDS))
        worth.append(Worth("all_words", every))
    covering = _enough([concept.weight for concept, _ in known], matched, required)
    return Step(Fixed(covering, 0), tuple(worth))


def _enough(weights: Sequence[float], matched: Sequence[Node], required: float) -> Node:
    """The smallest sets of concepts that weigh enough together."""
    order = sorted(range(len(weights)), key=lambda place: -weights[place])[:MAX_COVERING]
    # What is too many to be combined weighs little: it can only help, not decide.
    required = min(required, sum(weights[place] for place in order))
    subsets: list[frozenset[int]] = []
    for size in range(1, len(order) + 1):
        for places in combinations(order, size):
            if sum(weights[place] for place in places) < required - 1e-9:
                continue
            if not any(smaller <= set(places) for smaller in subsets):
                subsets.append(frozenset(places))
    return Any(tuple(All(tuple(matched[place] for place in sorted(each))) for each in subsets))
