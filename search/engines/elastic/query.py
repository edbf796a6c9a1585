"""Query tree → Elasticsearch, clause by clause; nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any as Anything

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.aggs import Filter, Terms
from elasticsearch.dsl.query import Bool, ConstantScore, DisMax, MatchNone, Query

from search.engines import base
from search.engines.elastic import mapping
from search.engines.order import FACET_WINDOW, WINDOW, exact


def whole(client: Elasticsearch, index: str, request: base.SearchRequest) -> Search:
    """The search for a request: hits, total and all facets in one question to the server.

    What the visitor has selected narrows hits and total after the facets were counted, so that
    each facet can be counted under the other selections.
    """
    found = Search(using=client, index=index).query(
        Bool(
            must=[translated(request.match)],
            filter=[
                Q("term", **{mapping.LIVE: True}),
                *(translated(node) for node in request.filters),
            ],
            should=[translated(node) for node in request.boosts],
            minimum_should_match=0,
        )
    )
    if request.selections:
        found = found.post_filter(_all_of(request.selections))
    for facet in request.facets:
        others = {name: node for name, node in request.selections.items() if name != facet.name}
        counts = Terms(
            field=facet.field,
            size=FACET_WINDOW,
            order=[{"_count": "desc"}, {"_key": "asc"}],
        )
        found.aggs.bucket(facet.name, Filter(_all_of(others))).bucket("values", counts)
    return found.sort("_score", mapping.TIE).extra(
        track_total_hits=True,
        from_=request.offset,
        size=max(0, min(request.limit, WINDOW - request.offset)),
        _source=["object", "language", "stored"],
    )


def _all_of(nodes: Mapping[str, base.Node]) -> Query:
    return Bool(filter=[translated(node) for node in nodes.values()])


def translated(node: base.Node) -> Query:
    """The clause for one node of the tree."""
    match node:
        case base.Token():
            return _fixed(Q("term", **{node.field: node.token}), node.score)
        case base.Prefix():
            return _fixed(Q("prefix", **{node.field: node.start}), node.score)
        case base.Keyword():
            return _fixed(Q("terms", **{node.field: list(node.values)}), node.score)
        case base.Range():
            bounds: dict[str, Anything] = {}
            if node.lower is not None:
                bounds["gte"] = node.lower
            if node.upper is not None:
                bounds["lte"] = node.upper
            return _fixed(Q("range", **{node.field: bounds}), 0.0)
        case base.All():
            children = [translated(each) for each in node.children]
            return Bool(must=children) if children else MatchNone()
        case base.Any():
            children = [translated(each) for each in node.children]
            return Bool(should=children, minimum_should_match=1) if children else MatchNone()
        case base.Best():
            children = [translated(each) for each in node.children]
            return DisMax(queries=children) if children else MatchNone()
        case base.Fixed():
            return _fixed(translated(node.child), node.score)
        case base.Without():
            return _fixed(Bool(must_not=[translated(node.child)]), 0.0)
        case base.Everything():
            return _fixed(Q("match_all"), 0.0)


def _fixed(query: Query, score: float) -> Query:
    return ConstantScore(filter=query, boost=exact(score))
