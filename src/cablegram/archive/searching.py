"""Searching: a query through a view, ranked, with the exact place of each hit and the counts beside it."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from cablegram.archive.index import Index, guarded, there
from cablegram.archive.packing import given_text, unpack_paragraphs, unpack_view
from cablegram.archive.query import parse
from cablegram.archive.query_index import index_query
from cablegram.archive.query_text import spans
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
from cablegram.archive.store import Row, Scope, StoreReader
from cablegram.archive.weighing import Weighing
from cablegram.errors import ArchiveError, QueryError, UsageError
from cablegram.source.view import View
from cablegram.telegram.mrn import canonical_mrn

if TYPE_CHECKING:
    import tantivy

Sort = Literal["rank", "date", "date-desc"]
SORTS: tuple[Sort, ...] = ("rank", "date", "date-desc")
FACETS = {
    "year": "year",
    "origin": "station",
    "tags": "tag",
    "class": "level",
    "collection": "collection",
    "kind": "kind",
}
SAMPLED = 100_000  # hits above which the counts beside a search come from about as many of them
_SNIPPET = 240  # characters
_SPANS = 200  # places of a text that are looked at for the best stretch
_NUMBER = re.compile(r"\d\d[a-z]{2,24}\d{1,7}")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Hit(msgspec.Struct, frozen=True, gc=False):
    """One document found.

    ``start``/``end`` are the best place of a match in the document's text, ``quote`` its exact words, ``paragraph`` the
    number of the paragraph it stands in. ``score`` is ``None`` where the order is by date, and in a view of a part. ``snippet`` is a stretch of the reading view around it, ``marks`` the
    matches in the snippet, ``why`` the words of the query that were found, in the order of the snippet. Of a record without
    text the snippet is of its given fields, and ``quote`` is empty. Where only fields matched, ``quote`` is empty and the snippet is the beginning of the text.
    """

    document: str
    cable: str
    kind: str
    date: str | None
    origin: str | None
    level: str | None
    subject: str | None
    score: float | None
    paragraph: int | None
    start: int
    end: int
    quote: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    why: tuple[str, ...]


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
        rows = self._reader.rows(numbers, self._scope) if numbers else {}
        hits = tuple(
            hit_of(rows[number], tree, score) for number, score in zip(numbers, scores, strict=True) if number in rows
        )
        return Results(query, total, about, hits, counts, time.perf_counter() - begun)

    def asked(self, tree: Tree) -> tantivy.Query:
        """The query for the index, held to what the view may show."""
        import tantivy

        schema = self._index.schema
        held = _held(schema, self._names, self._scope.rank)
        if not held:
            return index_query(tree, schema, self._searcher)
        weigh = Weighing(schema, self._searcher, held)
        query = index_query(tree if self._names is None else held_to(tree, self._names), schema, self._searcher, weigh)
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
        asked = {
            name: {"terms": {"field": FACETS[name], "size": 300 if name in ("year", "collection") else 20}}
            for name in facets
        }
        found = self._searcher.aggregate(query, asked)
        counts = {}
        for name in facets:
            pairs = [
                (f"{bucket['key']:.0f}" if name == "year" else str(bucket["key"]), bucket["doc_count"] * 1000 // lots)
                for bucket in found[name]["buckets"]
            ]
            if name == "collection" and self._names is not None:
                pairs = [pair for pair in pairs if pair[0] in self._names]
            pairs.sort(key=(lambda pair: pair[0]) if name == "year" else (lambda pair: (-pair[1], pair[0])))
            counts[name] = tuple(pairs)
        return counts, lots < 1000


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


def day_of(first: int | None, precision: str | None) -> str | None:
    """A date in words as exact as it is known: ``2007-11-16``, ``2007-11``, ``2007``."""
    if first is None:
        return None
    moment = _EPOCH + dt.timedelta(minutes=first)
    return moment.strftime({"year": "%Y", "month": "%Y-%m"}.get(precision or "", "%Y-%m-%d"))


def hit_of(row: Row, tree: Tree, score: float | None) -> Hit:
    """One document as a hit, with the best place of a match in it."""
    view = unpack_view(row.text, row.view or b"")
    if not row.text.strip():
        view = View(given_text(row.given), (), ())  # a record without text: its given fields, which lie nowhere in it
    found = spans(tree, view.text, _SPANS)
    paragraphs = unpack_paragraphs(row.paragraphs or b"") if found else ()
    body = (view.forward(paragraphs[0].start) or 0) if paragraphs else 0
    left, right, inside = _best(found, view.text, body)
    start = end = 0
    paragraph = None
    if inside:
        # The first of the stretch's places that stands in the body, where one does.
        chosen = next((one for one in inside if one[0] >= body), inside[0])
        back = view.back(chosen[0], chosen[1])
        if back:
            start, end = back[0]
        paragraph = next((p.number for p in paragraphs if p.start <= start < p.end), None)
    return Hit(
        row.id,
        row.cable,
        row.kind,
        day_of(row.first, row.precision),
        row.origin,
        row.level,
        row.subject,
        score,
        paragraph,
        start,
        end,
        row.text[start:end],
        view.text[left:right],
        tuple((s - left, e - left) for s, e, _ in inside),
        tuple(dict.fromkeys(why for _, _, why in inside)),
    )


def _best(found: Sequence[tuple[int, int, str]], text: str, body: int) -> tuple[int, int, list[tuple[int, int, str]]]:
    """The stretch of a text with the most different matches, then in the body, then the most, then the first.

    Its bounds and its matches.
    """
    if not found:
        return 0, _word_end(text, min(_SNIPPET, len(text))), []
    best: tuple[int, bool, int, int] = (0, False, 0, 0)
    chosen = (0, 0)
    j = 0
    for i, (start, _, _) in enumerate(found):
        j = max(j, i)
        while j + 1 < len(found) and found[j + 1][1] - start <= _SNIPPET - 40:
            j += 1
        value = (len({why for _, _, why in found[i : j + 1]}), found[j][0] >= body, j + 1 - i, -i)
        if i == 0 or value > best:
            best, chosen = value, (i, j)
    first, last = found[chosen[0]][0], found[chosen[1]][1]
    room = max(_SNIPPET - (last - first), 0)
    left = _word_start(text, max(first - room // 3, 0))
    right = _word_end(text, min(left + max(_SNIPPET, last - left), len(text)))
    inside = [one for one in found if left <= one[0] and one[1] <= right]
    return left, right, inside


def _word_start(text: str, at: int) -> int:
    """The beginning of a word at or shortly behind a place."""
    if at == 0 or text[at - 1].isspace():
        return at
    blank = text.find(" ", at, at + 25)
    return blank + 1 if blank >= 0 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text) or text[at].isspace():
        return at
    blank = text.rfind(" ", max(at - 25, 0), at)
    return blank if blank > 0 else at
