"""Judged queries → rankings, asked of the index of this installation as visitors ask it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from network_core.directory.models import Offer, Partner
from network_core.networks.models import Network
from search.documents.base import HitContext, split_key
from search.evaluation.figures import Ranking
from search.evaluation.judged import JudgedQuery
from search.query.request import Question
from search.query.service import rank

DEPTH = 50
_RECORDS = {"offer": Offer, "partner": Partner}


def run(judged: Iterable[JudgedQuery], network: Network) -> list[Ranking]:
    """The ranking of each query, asked on the site of `network`, down to the fiftieth hit.

    Hits are named by the slugs of their records, pages and events by their keys in the index.
    """
    found = []
    for each in judged:
        chosen = [("type", each.types)] if each.types else []
        if each.network:
            chosen.append(("network", (each.network,)))
        answer = rank(
            Question(each.query, tuple(chosen)),
            HitContext(network, each.language),
            offset=0,
            limit=DEPTH,
        )
        keys = [hit.object for hit in answer.hits]
        names = _slugs(keys)
        found.append(Ranking(each, answer.total, tuple(names.get(key, key) for key in keys)))
    return found


def _slugs(keys: Iterable[str]) -> dict[str, str]:
    pks: dict[str, dict[int, str]] = defaultdict(dict)
    for key in keys:
        type_name, pk = split_key(key)
        pks[type_name][pk] = key
    return {
        pks[type_name][pk]: slug
        for type_name, model in _RECORDS.items()
        for pk, slug in model.objects.filter(pk__in=pks[type_name]).values_list("pk", "slug")
    }
