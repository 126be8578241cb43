"""Searching: a query through a view, ranked, with the exact place of each hit and the counts beside it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from cablegram.archive.actor_decisions import ActorDecisions
from cablegram.archive.actor_fields import IDS, actor_leaves
from cablegram.archive.actor_search import ActorSearch
from cablegram.archive.hits import Hit, hit_of, reading_of
from cablegram.archive.index import Index, guarded, there
from cablegram.archive.query import parse
from cablegram.archive.query_index import index_query
from cablegram.archive.query_text import Span, spans
from cablegram.archive.query_tree import (
    And,
    Everything,
    Not,
    Or,
    Phrase,
    Tree,
    Value,
    ValuePrefix,
    Word,
    all_of,
    any_of,
)
from cablegram.archive.store import Scope, StoreReader
from cablegram.archive.weighing import Weighing
from cablegram.errors import ArchiveError, QueryError, UsageError
from cablegram.telegram.mrn import canonical_mrn

if TYPE_CHECKING:
    import tantivy

    from cablegram.archive.views import Document, View

Sort = Literal["rank", "date", "date-desc"]
SORTS: tuple[Sort, ...] = ("rank", "date", "date-desc")
FACETS = {
    "year": "year",
    "origin": "station",
    "tags": "tag",
    "class": "level",
    "collection": "collection",
    "kind": "kind",
    **IDS,
}
SAMPLED = 100_000  # hits above which the counts beside a search come from about as many of them
_TOP = 20  # values of a facet
_AT_ONCE = 200  # documents
_PLACES = 2_000  # of one document that are told
_NUMBER = re.compile(r"\d\d[a-z]{2,24}\d{1,7}")


class Results(msgspec.Struct, frozen=True):
    """What a search found: ``total`` documents, those asked for, and counts by field.

    ``about`` says that the counts by field come from a sample and are rounded up from it; ``total`` is always exact.
    """

    query: str
    total: int
    about: bool
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]
    seconds: float


def query_tree(query: str, filters: Sequence[Tree] = (), *, typing: bool = False) -> Tree:
    """The tree of a query with filters; ``typing`` takes its last word as the beginning of one.

    Raises:
        QueryError: the query cannot be read.
    """
    words = query.strip()
    if not words and filters:
        return all_of(filters)
    tree = None
    if typing and query[-1:].isalnum():
        try:
            tree = parse(words + "*")
        except QueryError:
            tree = None  # too short for a beginning: the word itself
    tree = _with_numbers(tree or parse(words))
    return all_of([tree, *filters]) if filters else tree


def _with_numbers(tree: Tree) -> Tree:
    """A word that is the number of a cable finds the cable too, and what refers to it."""
    if isinstance(tree, And):
        return all_of(map(_with_numbers, tree.parts))
    if isinstance(tree, Or):
        return any_of(map(_with_numbers, tree.parts))
    if isinstance(tree, Word) and tree.field == "text" and _NUMBER.fullmatch(tree.word):
        mrn = canonical_mrn(tree.word)
        if mrn:
            return any_of([tree, Value("mrn", mrn), Value("refs", mrn)])
    return tree


def ranks(tree: Tree) -> bool:
    """Whether a tree looks for words or phrases, so that its hits can be ranked by them; beginnings all rank alike."""
    if isinstance(tree, And | Or):
        return any(map(ranks, tree.parts))
    return isinstance(tree, Word | Phrase)


NOTHING = Not(Everything())


def held_to(tree: Tree, names: Sequence[str]) -> Tree:
    """A tree for a view of some collections: a document that others hold too is not found by what it is there."""
    match tree:
        case And(parts):
            return all_of(held_to(part, names) for part in parts)
        case Or(parts):
            return any_of(held_to(part, names) for part in parts)
        case Not(part):
            return Not(held_to(part, names))
        case Value("collection", value):
            return tree if value in names else NOTHING
        case ValuePrefix("collection", prefix):
            found = [Value("collection", name) for name in names if name.startswith(prefix)]
            return any_of(found) if found else NOTHING
        case Value("format", value):
            return any_of(Value("format", there(name, value)) for name in names) if names else NOTHING
        case ValuePrefix("format", prefix):
            return any_of(ValuePrefix("format", there(name, prefix)) for name in names) if names else NOTHING
        case _:
            return tree


def filter_trees(
    *,
    since: str | None = None,
    until: str | None = None,
    tags: Sequence[str] = (),
    origin: str | None = None,
    level: str | None = None,
    kind: str | None = None,
) -> list[Tree]:
    """Filters as trees.

    Raises:
        UsageError: a value makes no sense.
    """
    found: list[Tree] = []
    parts = [f"{field}:{_quoted(value)}" for field, value in (("from", since), ("until", until)) if value]
    parts += [f"tags:{_quoted(tag)}" for tag in tags]
    parts += [
        f"{name}:{_quoted(value)}" for name, value in (("origin", origin), ("class", level), ("kind", kind)) if value
    ]
    for part in parts:
        found.append(parse(part))
    return found


def _quoted(value: str) -> str:
    return '"' + value.replace('"', " ") + '"'


def every_hit(view: View, query: str) -> Iterator[Hit]:
    """Every document of a view that a query finds, however many, without scores, in the order of filing.

    Raises:
        QueryError: the query cannot be read.
        ArchiveError: the archive has no index.
    """
    tree = query_tree(query)
    return view._searching().every(tree)


def every_place(view: View, query: str, document: Document) -> list[Span]:
    """Every place in the reading view of a document that a query matches, in order.

    Raises:
        QueryError: the query cannot be read.
        ArchiveError: the archive has no index.
    """
    tree = query_tree(query)
    return view._searching().places(tree, document.row.number)


class Searching:
    """Searches of one view."""

    def __init__(self, index: Index | None, reader: StoreReader, scope: Scope, names: tuple[str, ...] | None) -> None:
        if index is None:
            raise ArchiveError("the archive has no index that can be searched; cablegram archive reindex makes it")
        self._index = index
        self._reader = reader
        self._scope = scope
        self._names = names
        with guarded():
            self._searcher = index.searcher()

    def search(self, query: str, tree: Tree, *, limit: int, offset: int, sort: Sort, facets: Sequence[str]) -> Results:
        """The documents a tree matches."""
        if sort not in SORTS:
            raise UsageError(f"no order {sort!r}; it is one of: {', '.join(SORTS)}")
        if limit < 0 or offset < 0:
            raise UsageError(f"limit {limit}, offset {offset}: give numbers from 0 on")
        begun = time.perf_counter()
        with guarded():
            asked = self.asked(tree)
            addresses, scores, total = self._found(asked, limit, offset, sort)
            numbers: list[Any] = self._searcher.fast_field_values("number", addresses)
            counts, about = self.counts(asked, total, facets) if facets else ({}, False)
        hits = tuple(self._hits(tree, numbers, scores))
        return Results(query, total, about, hits, counts, time.perf_counter() - begun)

    def _hits(self, tree: Tree, numbers: Sequence[int], scores: Sequence[float | None]) -> Iterator[Hit]:
        """Documents as hits, in the order of their numbers as given."""
        rows = self._reader.rows(numbers, self._scope) if numbers else {}
        views = {number: reading_of(row) for number, row in rows.items()}
        places = {}
        if rows and any(actor_leaves(tree)):
            places = self.actors.places(tree, list(rows), {number: view.forward for number, view in views.items()})
        for number, score in zip(numbers, scores, strict=True):
            if number in rows:
                yield hit_of(rows[number], tree, score, views[number], places.get(number, ()))

    def every(self, tree: Tree) -> Iterator[Hit]:
        """Every document that a tree matches as a hit without a score, in the order of filing."""
        numbers = self.numbers(tree)
        for k in range(0, len(numbers), _AT_ONCE):
            part = numbers[k : k + _AT_ONCE]
            yield from self._hits(tree, part, [None] * len(part))

    def places(self, tree: Tree, number: int) -> list[Span]:
        """Every place in a document's reading view that a tree matches, in order."""
        row = self._reader.rows([number], self._scope).get(number)
        if row is None:
            return []
        view = reading_of(row)
        named = self.actors.places(tree, [number], {number: view.forward}).get(number, [])
        return sorted({*spans(tree, view.text, _PLACES), *named})

    @cached_property
    def actors(self) -> ActorSearch:
        """What people decided about actors, as far as the view may see it."""
        return ActorSearch(ActorDecisions(self._reader, self._scope))

    def numbers(self, tree: Tree) -> list[int]:
        """The numbers of all documents that a tree matches, in order."""
        with guarded():
            found = self._searcher.search(self.asked(tree), max(self._searcher.num_docs, 1), count=False)
            return sorted(map(int, self._numbers(found)))

    def _numbers(self, found: tantivy.SearchResult) -> list[Any]:
        return self._searcher.fast_field_values("number", [address for _, address in found.hits])

    def asked(self, tree: Tree) -> tantivy.Query:
        """The query for the index, held to what the view may show."""
        import tantivy

        schema = self._index.schema
        held = _held(schema, self._names, self._scope.rank)
        leaves = set(_asked_of(tree))
        decided = self.actors if "person" in leaves or (leaves and self.actors.decided) else None
        if not held:
            return index_query(tree, schema, self._searcher, decided=decided)
        weigh = Weighing(schema, self._searcher, held)
        tree = tree if self._names is None else held_to(tree, self._names)
        query = index_query(tree, schema, self._searcher, weigh, decided)
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query(
            [(must, query), *((must, tantivy.Query.const_score_query(one, 0.0)) for one in held)]
        )

    def _found(
        self, query: tantivy.Query, limit: int, offset: int, sort: Sort
    ) -> tuple[list[tantivy.DocAddress], list[float | None], int]:
        import tantivy

        # The library takes memory for as many hits as are asked for, and ends the process where there is not enough.
        there_are = self._searcher.num_docs
        if offset >= there_are:
            limit = offset = 0
        limit = min(limit, there_are - offset)
        if sort == "rank":
            found = self._searcher.search(query, max(limit, 1), offset=offset)
        else:
            order = tantivy.Order.Asc if sort == "date" else tantivy.Order.Desc
            found = self._searcher.search(query, max(limit, 1), offset=offset, order_by_field="order", order=order)
        hits = found.hits[:limit]
        # A score has the length of all texts in it, so that a view of a part does not tell it.
        told = sort == "rank" and self._names is None and self._scope.rank is None
        scores: list[float | None] = [score if told else None for score, _ in hits]
        return [address for _, address in hits], scores, _count(found)

    def counts(
        self, query: tantivy.Query, total: int, facets: Sequence[str]
    ) -> tuple[dict[str, tuple[tuple[str, int], ...]], bool]:
        """How many of the hits have which value of each field, most first; years in order. From a sample of many hits."""
        import tantivy

        unknown = [name for name in facets if name not in FACETS]
        if unknown:
            raise UsageError(f"no facet {unknown[0]!r}; the facets are: {', '.join(FACETS)}")
        lots = 1000
        if total > SAMPLED:
            lots = max(1, 1000 * SAMPLED // total)
            sample = tantivy.Query.range_query(self._index.schema, "lot", tantivy.FieldType.Integer, None, lots - 1)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, sample)])
        asked = {name: {"terms": {"field": FACETS[name], **_sizes(name)}} for name in facets}
        found = self._searcher.aggregate(query, asked)
        decided = "person" in facets or (any(name in IDS for name in facets) and bool(self.actors.decided))
        counts = {}
        for name in facets:
            if name in IDS:
                buckets = self._actor_buckets(query, name) if decided else _buckets(found[name])
                buckets = sorted(buckets, key=lambda pair: (-pair[1], pair[0]))[:_TOP]
                pairs = self.actors.labelled([(key, count * 1000 // lots) for key, count in buckets])
                counts[name] = tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
                continue
            pairs = [
                (f"{key:.0f}" if name == "year" else str(key), count * 1000 // lots)
                for key, count in _buckets(found[name])
            ]
            if name == "collection" and self._names is not None:
                pairs = [pair for pair in pairs if pair[0] in self._names]
            pairs.sort(key=(lambda pair: pair[0]) if name == "year" else (lambda pair: (-pair[1], pair[0])))
            counts[name] = tuple(pairs)
        return counts, lots < 1000

    def _actor_buckets(self, query: tantivy.Query, name: str) -> list[tuple[str, int]]:
        """How many documents name each actor, as people decided."""
        import tantivy

        schema, actors = self._index.schema, self.actors
        must, must_not, should = tantivy.Occur.Must, tantivy.Occur.MustNot, tantivy.Occur.Should
        own = tantivy.Query.term_set_query(schema, "number", actors.decided.own)
        here = tantivy.Query.boolean_query([(must, query), (must, own)])
        others = tantivy.Query.boolean_query([(must, query), (must_not, own)])
        numbers = self._numbers(self._searcher.search(here, max(len(actors.decided.own), 1)))
        counts = actors.recounted(name, sorted(map(int, numbers)))
        found = self._searcher.aggregate(others, {name: {"terms": {"field": FACETS[name], **_sizes(name)}}})
        buckets = _buckets(found[name])
        if name == "person":
            there = self._numbers(self._searcher.search(others, max(self._searcher.num_docs, 1), count=False))
            counts += actors.people(buckets, list(map(int, there)))
            return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        for key, count in buckets:
            if key not in actors.decided.everywhere:
                counts[key] += count
        for final in actors.decided.groups:
            terms = [(should, tantivy.Query.term_query(schema, *term)) for term in actors.terms(name, final)]
            if terms:
                asked = tantivy.Query.boolean_query([(must, others), (must, tantivy.Query.boolean_query(terms))])
                counts[final] += _count(self._searcher.search(asked, 1))
        return sorted(((key, count) for key, count in counts.items() if count), key=lambda pair: (-pair[1], pair[0]))


def _sizes(name: str) -> dict[str, int]:
    """How many values of a facet the index counts, in each of its parts and in all: actors are many, and the most named of
    the whole may be few in each part."""
    if name in IDS:
        return {"size": 5_000, "segment_size": 50_000}
    return {"size": 300 if name in ("year", "collection") else _TOP}


def _buckets(found: Any) -> list[tuple[Any, int]]:
    return [(bucket["key"], bucket["doc_count"]) for bucket in found["buckets"]]


def _asked_of(tree: Tree) -> Iterator[str]:
    """The fields of actors that a query has to do with, also where it excludes them."""
    if isinstance(tree, And | Or):
        for part in tree.parts:
            yield from _asked_of(part)
    elif isinstance(tree, Not):
        yield from _asked_of(tree.part)
    else:
        for leaf in actor_leaves(tree):
            yield leaf.field


def _count(found: Any) -> int:
    return int(found.count)  # not in the library's own description of its types


def _held(schema: tantivy.Schema, names: tuple[str, ...] | None, rank: int | None) -> list[tantivy.Query]:
    """The conditions of a view, as queries."""
    import tantivy

    held = []
    if names is not None:
        held.append(tantivy.Query.term_set_query(schema, "collection", list(names)))
    if rank is not None:
        held.append(tantivy.Query.range_query(schema, "rank", tantivy.FieldType.Integer, None, rank))
    return held
