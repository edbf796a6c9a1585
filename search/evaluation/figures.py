"""The figures of an evaluation.

nDCG@10 with gain 2^grade - 1; recall@5: hits of grade 2 and more among the first five, divided by
min(5, number of grade 2 and more); success@k: a hit of grade 2 and more among the first k, of grade
3 where the query has any; MRR: the reciprocal rank of the first hit of grade 2 and more. Queries
that must find nothing count in `empty` only: the share of them that do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from search.evaluation.judged import JudgedQuery

USEFUL = 2
ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a query found: how many in all, and the slugs of the first in their order."""

    judged: JudgedQuery
    total: int
    slugs: tuple[str, ...]


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `depth`."""

    def gain(values: Iterable[int]) -> float:
        return math.fsum(
            (2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(values)
        )

    ideal = gain(sorted(grades.values(), reverse=True)[:depth])
    return gain(grades.get(slug, 0) for slug in ranking[:depth]) / ideal if ideal else 0.0


def recall(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 5) -> float:
    """The share of the useful ones that could stand among the first `depth` and do."""
    useful = sum(1 for grade in grades.values() if grade >= USEFUL)
    found = sum(1 for slug in ranking[:depth] if grades.get(slug, 0) >= USEFUL)
    return found / min(depth, useful) if useful else 0.0


def success(ranking: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """1 if what is asked for stands among the first `depth`, else 0."""
    wanted = ANSWERS if ANSWERS in grades.values() else USEFUL
    return float(any(grades.get(slug, 0) >= wanted for slug in ranking[:depth]))


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """One divided by the place of the first useful hit; 0 without one."""
    places = (place for place, slug in enumerate(ranking, 1) if grades.get(slug, 0) >= USEFUL)
    return 1.0 / first if (first := next(places, 0)) else 0.0


def figures(rankings: Iterable[Ranking]) -> dict[str, float | int | None]:
    """All figures of some rankings, rounded; None where no query tells anything about it."""
    every = list(rankings)
    answered = [(r.slugs, r.judged.relevant) for r in every if not r.judged.no_answer]
    empty = [float(r.total == 0) for r in every if r.judged.no_answer]

    def mean(values: list[float]) -> float | None:
        return round(fmean(values), 4) if values else None

    return {
        "queries": len(every),
        "ndcg@10": mean([ndcg(*each) for each in answered]),
        "recall@5": mean([recall(*each) for each in answered]),
        "mrr": mean([reciprocal_rank(*each) for each in answered]),
        "success@1": mean([success(*each, 1) for each in answered]),
        "success@3": mean([success(*each, 3) for each in answered]),
        "empty": mean(empty),
    }


def report(rankings: Sequence[Ranking]) -> dict[str, object]:
    """The figures over all queries and per category, in the order in which these appear."""
    categories = dict.fromkeys(ranking.judged.category for ranking in rankings)
    return {
        "overall": figures(rankings),
        "categories": {
            name: figures(each for each in rankings if each.judged.category == name)
            for name in categories
        },
    }
