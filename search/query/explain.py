"""Why a hit stands where it stands: the query tree read against one document, without an engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.documents import source_for, split_key
from search.documents.base import HitContext
from search.engines.base import (
    All,
    Any,
    Best,
    Everything,
    Fixed,
    IndexDocument,
    Keyword,
    Node,
    Prefix,
    Range,
    Token,
    Without,
)
from search.query.nodes import UNIT
from search.query.request import Question
from search.query.service import Ranked, boosts, rank


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score: what it is for, where it was found, and its points."""

    label: str
    points: float
    found_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    """One hit with the parts of its score, the greatest first."""

    place: int
    object: str
    title: str
    network: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """One word of the question: its weight, and the ways in which documents may answer it."""

    label: str
    weight: float
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a question was understood and why each hit stands where it does."""

    understood: tuple[Understood, ...]
    corrections: dict[str, str]
    place: str
    total: int
    hits: tuple[ExplainedHit, ...]


def explain(
    question: Question, context: HitContext, limit: int = 10, offset: int = 0
) -> Explanation:
    """Explain a few hits of a question. Raises EngineError when the engine is down.

    The number of queries does not depend on how many hits there are.
    """
    answer = rank(question, context, offset=offset, limit=limit)
    plan = answer.plan
    if plan is None:
        return Explanation((), {}, "", 0, ())
    understood = tuple(
        Understood(
            concept.label,
            round(concept.weight, 2),
            tuple(f"{_label(each.kind)}: {each.label}" for each in concept.alternatives),
        )
        for concept in plan.concepts
    )
    documents = _documents([found.object for found in answer.hits])
    hits = tuple(
        _explained(place, found.object, document, answer, context)
        for place, found in enumerate(answer.hits, offset + 1)
        if (document := documents.get((found.object, found.language)))
    )
    spot = answer.place.label if answer.place else ""
    return Explanation(understood, dict(plan.corrections), spot, answer.total, hits)


def _documents(keys: Sequence[str]) -> dict[tuple[str, str], IndexDocument]:
    """The present documents of objects, by object and language."""
    pks: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        type_name, pk = split_key(key)
        pks[type_name].append(pk)
    return {
        (document.object, language): document
        for type_name, numbers in pks.items()
        for _pk, documents in source_for(type_name).documents(numbers)
        for document in documents
        for language in document.keywords["language"]
    }


def _explained(
    place: int, key: str, document: IndexDocument, answer: Ranked, context: HitContext
) -> ExplainedHit:
    reasons = []
    if answer.plan is None or answer.step is None:
        raise ValueError("An answer with hits has a plan.")
    for each in boosts(answer.plan, answer.step, context, answer.place, answer.pins):
        worth = score_of(each.node, document)
        if worth:
            where = tuple(_places(each.node, document))
            reasons.append(Reason(_label(each.kind, each.about), worth / UNIT, where))
    reasons.sort(key=lambda reason: -reason.points)
    network = ", ".join(document.keywords.get("network", ()))
    total = round(sum(reason.points for reason in reasons), 2)
    return ExplainedHit(place, key, document.stored["title"], network, total, tuple(reasons))


def _label(kind: str, about: str = "") -> str:
    """What a part of a score, or a way to an answer, is called."""
    labels = {
        "word": _("Wort"),
        "abbreviation": _("Abkürzung"),
        "parts": _("Teile des Wortes"),
        "part": _("Teil des Wortes"),
        "name": _("anderes Wort"),
        "subject": _("Begriff"),
        "on_subject": _("zum Thema"),
        "also": _("weitere Wörter dafür"),
        "holds": _("enthält es überhaupt"),
        "all_words": _("alle Wörter"),
        "exact_title": _("genau dieser Titel"),
        "place_word": _("Ortsname im Text"),
        "pinned": _("empfohlener Treffer"),
        "own_network": _("eigenes Netzwerk"),
        "near": _("Nähe zum Ort"),
        "fresh": _("frisch geprüft"),
        "kind": _("Art des Eintrags"),
        "language": _("in der gewählten Sprache"),
        "spoken": _("Angebot in der gewählten Sprache"),
    }
    label = labels.get(kind, kind)
    return f"{label} („{about}“)" if about else label


def score_of(node: Node, document: IndexDocument) -> int | None:
    """What a node is worth for a document, as every engine must compute it; None: no match."""
    match node:
        case Token(name, token, score):
            return int(score) if token in document.texts.get(name, ()) else None
        case Prefix(name, start, score):
            begun = any(token.startswith(start) for token in document.texts.get(name, ()))
            return int(score) if begun else None
        case Keyword(name, values, score):
            held = document.keywords.get(name, ())
            return int(score) if any(value in held for value in values) else None
        case Range(name, lower, upper):
            number = document.numbers[name]
            inside = (lower is None or number >= lower) and (upper is None or number <= upper)
            return 0 if inside else None
        case All(children):
            scores = [score_of(child, document) for child in children]
            return None if None in scores else sum(score or 0 for score in scores)
        case Any(children):
            return _some(children, document, best=False)
        case Best(children):
            return _some(children, document, best=True)
        case Fixed(child, score):
            return None if score_of(child, document) is None else int(score)
        case Without(child):
            return 0 if score_of(child, document) is None else None
        case Everything():
            return 0


def _some(children: Sequence[Node], document: IndexDocument, *, best: bool) -> int | None:
    scores = [score for child in children if (score := score_of(child, document)) is not None]
    if not scores:
        return None
    return max(scores) if best else sum(scores)


def _places(node: Node, document: IndexDocument) -> list[str]:
    """The streams and keywords in which the node found something."""
    found: dict[str, None] = {}

    def walk(each: Node) -> None:
        match each:
            case Token(name, token):
                if token in document.texts.get(name, ()):
                    found[f"{name}: {token}"] = None
            case Keyword(name, values):
                for value in values:
                    if value in document.keywords.get(name, ()):
                        found[f"{name}: {value}"] = None
            case All(children) | Any(children) | Best(children):
                for child in children:
                    walk(child)
            case Fixed(child):
                walk(child)

    walk(node)
    return list(found)[:12]
