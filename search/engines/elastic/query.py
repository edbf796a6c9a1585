"""Query tree → Elasticsearch, clause by clause; nothing is decided here.

A question has hundreds of clauses. They are written as the server reads them: an object of
`elasticsearch.dsl` for each took longer than everything else that the search does with the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any as Anything

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Search

from search.engines import base
from search.engines.elastic import mapping
from search.engines.order import FACET_WINDOW, WINDOW, exact

Clause = dict[str, Anything]


class Ready(Search[Anything]):
    """A search whose body is written already; `Search` would walk through all of it again."""

    body: Mapping[str, Anything] = MappingProxyType({})

    def to_dict(self, count: bool = False, **kwargs: Anything) -> dict[str, Anything]:
        """The body as the server reads it."""
        return {**super().to_dict(count, **kwargs), **self.body}

    def answer(self) -> dict[str, Anything]:
        """What the server answers, read into plain dicts and lists.

        A search points at itself in circles. What it holds on to stays until Python looks for such
        circles, and an answer has a thousand objects: so it lets go of it, and of its body.
        """
        answer = self.execute().to_dict()
        del self._response
        self.body = {}
        return answer


def whole(client: Elasticsearch, index: str, request: base.SearchRequest) -> Ready:
    """The search for a request: hits, total and all facets in one question to the server.

    What the visitor has selected narrows hits and total after the facets were counted, so that
    each facet can be counted under the other selections.
    """
    selected = {name: translated(node) for name, node in request.selections.items()}
    search = Ready(using=client, index=index).params(ignore_unavailable=True)
    search.body = {
        "query": {
            "bool": {
                "must": [translated(request.match)],
                "filter": [{"term": {mapping.LIVE: True}}, *map(translated, request.filters)],
                "should": [translated(node) for node in request.boosts],
                "minimum_should_match": 0,
            }
        },
        **({"post_filter": _all_of(selected.values())} if selected else {}),
        "aggs": {
            facet.name: {
                "filter": _all_of(
                    clause for name, clause in selected.items() if name != facet.name
                ),
                "aggs": {"values": _counts(facet)},
            }
            for facet in request.facets
        },
        "sort": ["_score", mapping.TIE],
        "track_total_hits": True,
        "from": request.offset,
        "size": max(0, min(request.limit, WINDOW - request.offset)),
        "_source": ["object", "language", "stored"],
    }
    return search


def _counts(facet: base.Facet) -> Clause:
    order = [{"_count": "desc"}, {"_key": "asc"}]
    return {"terms": {"field": facet.field, "size": FACET_WINDOW, "order": order}}


def _all_of(clauses: Iterable[Clause]) -> Clause:
    return {"bool": {"filter": list(clauses)}}


def translated(node: base.Node) -> Clause:
    """The clause for one node of the tree."""
    match node:
        case base.Token():
            return _fixed({"term": {node.field: node.token}}, node.score)
        case base.Prefix():
            return _fixed({"prefix": {node.field: node.start}}, node.score)
        case base.Keyword():
            return _fixed({"terms": {node.field: list(node.values)}}, node.score)
        case base.Range():
            bounds: dict[str, int] = {}
            if node.lower is not None:
                bounds["gte"] = node.lower
            if node.upper is not None:
                bounds["lte"] = node.upper
            return _fixed({"range": {node.field: bounds}}, 0.0)
        case base.All():
            return _several("must", node.children)
        case base.Any():
            return _several("should", node.children)
        case base.Best():
            children = [translated(each) for each in node.children]
            return {"dis_max": {"queries": children}} if children else {"match_none": {}}
        case base.Fixed():
            return _fixed(translated(node.child), node.score)
        case base.Without():
            return _fixed({"bool": {"must_not": [translated(node.child)]}}, 0.0)
        case base.Everything():
            return _fixed({"match_all": {}}, 0.0)


def _several(how: str, children: Iterable[base.Node]) -> Clause:
    """All or any of the children; of none, nothing is found. Without `must`, one `should` must."""
    clauses = [translated(each) for each in children]
    return {"bool": {how: clauses}} if clauses else {"match_none": {}}


def _fixed(clause: Clause, score: float) -> Clause:
    return {"constant_score": {"filter": clause, "boost": exact(score)}}
