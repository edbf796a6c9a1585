"""How a document is stored in tantivy, and query tree → tantivy, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import tantivy

from search.engines import base
from search.engines.order import exact

STATE = "state"
"""The object and the digest of all its documents."""
TIE = "tie"

Occur = tantivy.Occur
Query = tantivy.Query


def schema() -> tantivy.Schema:
    """All fields of the port."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in base.TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field(base.SPELLING_FIELD, tokenizer_name="whitespace", index_option="basic")
    for name in base.KEYWORD_FIELDS:
        builder.add_text_field(
            name,
            stored=name in {"object", "language"},
            fast=True,
            tokenizer_name="raw",
            index_option="basic",
        )
    builder.add_text_field(STATE, stored=True, tokenizer_name="raw", index_option="basic")
    for name in base.NUMBER_FIELDS:
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in base.STORED_FIELDS:
        builder.add_text_field(
            f"stored_{name}", stored=True, tokenizer_name="raw", index_option="basic"
        )
    builder.add_unsigned_field(TIE, fast=True, indexed=True)
    return builder.build()


class Clauses:
    """The clauses of one request, each translated once for hits and counts."""

    def __init__(self, schema: tantivy.Schema, request: base.SearchRequest) -> None:
        self._schema = schema
        self._always = [(Occur.Must, translated(schema, request.match))]
        self._always += [self._condition(node) for node in request.filters]
        self._selections = {
            name: self._condition(node) for name, node in request.selections.items()
        }
        self._boosts = [translated(schema, node) for node in request.boosts]

    def _condition(self, node: base.Node) -> tuple[tantivy.Occur, tantivy.Query]:
        if isinstance(node, base.Without):
            return Occur.MustNot, translated(self._schema, node.child)
        return Occur.Must, Query.const_score_query(translated(self._schema, node), 0.0)

    def for_hits(self) -> tantivy.Query:
        """What matches, narrowed by every selection, with its whole score.

        One boost around the other: so each is only looked up for what matches. Side by side they
        would be one union, for which tantivy goes through all documents of every boost.
        """
        found = Query.boolean_query([*self._always, *self._selections.values()])
        for boost in self._boosts:
            found = Query.boolean_query([(Occur.Must, found), (Occur.Should, boost)])
        return found

    def for_counts(self, selections: Iterable[str]) -> tantivy.Query:
        """What matches, narrowed by these selections; who only counts needs no boosts."""
        narrowed = [self._selections[name] for name in selections]
        return Query.boolean_query([*self._always, *narrowed])


def translated(schema: tantivy.Schema, node: base.Node) -> tantivy.Query:
    """The clause for one node of the tree."""
    match node:
        case base.Token():
            return _term(schema, node.field, node.token, node.score)
        case base.Prefix():
            # Words are letters and digits, so that nothing in them is an operator.
            return Query.const_score_query(
                Query.regex_query(schema, node.field, f"{re.escape(node.start)}.*"),
                exact(node.score),
            )
        case base.Keyword(name, (value,), score):
            # A set would be gathered as a whole first, however few of it are asked for.
            return _term(schema, name, value, score)
        case base.Keyword():
            return Query.const_score_query(
                Query.term_set_query(schema, node.field, list(node.values)),
                exact(node.score),
            )
        case base.Range():
            return Query.const_score_query(
                Query.range_query(
                    schema,
                    node.field,
                    tantivy.FieldType.Integer,
                    node.lower,
                    node.upper,
                ),
                0.0,
            )
        case base.All():
            return _boolean(schema, Occur.Must, node.children)
        case base.Any():
            return _boolean(schema, Occur.Should, node.children)
        case base.Best():
            return Query.disjunction_max_query([translated(schema, each) for each in node.children])
        case base.Fixed():
            return Query.const_score_query(translated(schema, node.child), exact(node.score))
        case base.Without():
            return Query.boolean_query(
                [
                    (Occur.Must, Query.const_score_query(Query.all_query(), 0.0)),
                    (Occur.MustNot, translated(schema, node.child)),
                ]
            )
        case base.Everything():
            return Query.const_score_query(Query.all_query(), 0.0)


def _term(schema: tantivy.Schema, name: str, value: str, score: float) -> tantivy.Query:
    term = Query.term_query(schema, name, value, index_option="basic")
    return Query.const_score_query(term, exact(score))


def _boolean(
    schema: tantivy.Schema, occur: tantivy.Occur, children: Sequence[base.Node]
) -> tantivy.Query:
    if not children:
        return Query.empty_query()
    return Query.boolean_query([(occur, translated(schema, each)) for each in children])
