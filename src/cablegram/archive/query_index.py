"""A query's tree as a query of the index (tantivy).

Only words and phrases rank: what is a filter scores 0, beginnings and near spellings score 1. A word or phrase that stands
in the subject too counts there twice as much again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from cablegram.archive.actor_fields import actor_leaves
from cablegram.archive.query_tree import (
    TEXT,
    And,
    Dates,
    Everything,
    FieldLeaf,
    Fuzzy,
    Levels,
    Not,
    Or,
    Phrase,
    Prefix,
    Tree,
    Undated,
    Value,
    ValuePrefix,
    Word,
    spreads,
)
from cablegram.archive.query_values import levels_between, minutes, origin_values

if TYPE_CHECKING:
    from tantivy import Query, Schema, Searcher

__all__ = ["index_query"]

_META = re.compile(r"[\\.+*?()|\[\]{}^$]")  # what means something in a pattern of the library
STOOD = "stood"
SUBJECT = "subject"
SUBJECT_BOOST = 2.0
MOST_YEARS = 12  # looked up one by one; more are asked for as a range
STOOD_SCORE = 0.5  # of a word found only as it stood before a mend: such words are rare, and rare is not weighty


class Decided(Protocol):
    """What people decided about actors, as far as it changes answers."""

    def corrected(self, leaf: FieldLeaf) -> tuple[list[int], list[int]]:
        """The numbers of documents whose answer to a leaf may have changed, and of those that it matches."""


Weigh = Callable[[str, Sequence[str]], float]


def index_query(
    tree: Tree,
    schema: Schema,
    searcher: Searcher | None = None,
    weigh: Weigh | None = None,
    decided: Decided | None = None,
) -> Query:
    """The query of the index that finds what ``tree`` matches, ranked.

    With a ``searcher`` what can find nothing in its index is left out, which changes no answer and saves time. ``weigh``
    gives the factor of words in a field, for a view in which they are rarer or more frequent than in the index. ``decided``
    knows of documents whose actors are others than the index has.
    """
    from tantivy import Occur, Query

    builder = _Builder(schema, searcher, weigh, decided)
    found = builder.query(tree)
    boosts = [
        (Occur.Should, Query.boost_query(builder.words(leaf, SUBJECT), SUBJECT_BOOST))
        for leaf in _ranked(tree)
        if all(builder.holds(SUBJECT, word) for word in (leaf.words if isinstance(leaf, Phrase) else (leaf.word,)))
    ]
    return Query.boolean_query([(Occur.Must, found), *boosts]) if boosts else found


def _ranked(tree: Tree) -> Iterator[Word | Phrase]:
    """The words and phrases of the text that a document is wanted for."""
    match tree:
        case Word(_, field) | Phrase(_, _, field) if field == TEXT:
            yield tree
        case And(parts) | Or(parts):
            for part in parts:
                yield from _ranked(part)
        case _:
            pass


class _Builder:
    """Makes queries for one schema."""

    def __init__(
        self, schema: Schema, searcher: Searcher | None, weigh: Weigh | None = None, decided: Decided | None = None
    ) -> None:
        from tantivy import FieldType, Occur, Query

        self.schema = schema
        self.searcher = searcher
        self.weigh = weigh
        self.decided = decided
        self.make = Query
        self.integer = FieldType.Integer
        self.must, self.should, self.must_not = Occur.Must, Occur.Should, Occur.MustNot

    def query(self, tree: Tree) -> Query:
        """The query for any tree."""
        asked = next(actor_leaves(tree), None)
        if self.decided is not None and asked is not None and asked is tree:  # a leaf by itself
            return self.as_decided(asked, self.decided)
        return self.derived(tree)

    def as_decided(self, leaf: FieldLeaf, decided: Decided) -> Query:
        """A leaf that asks for an actor: what the index has of documents that no decision changes, and the others."""
        found = self.derived(leaf)
        changed, matching = decided.corrected(leaf)
        if not changed:
            return found
        without, those = (self.make.term_set_query(self.schema, "number", numbers) for numbers in (changed, matching))
        others = self.make.boolean_query([(self.must, found), (self.must_not, without)])
        return self.any_of((others, self.make.const_score_query(those, 0.0)))

    def derived(self, tree: Tree) -> Query:
        """The query for a tree, as the index has the documents."""
        match tree:
            case And(parts):
                return self.all_of(parts)
            case Not():
                return self.all_of((tree,))
            case Or(parts):
                return self.any_of(self.query(part) for part in parts)
            case Word(word, field):
                found = self.words(tree, field)
                if field != TEXT or not self.holds(STOOD, word):
                    return found
                stood = self.make.const_score_query(self.make.term_query(self.schema, STOOD, word), STOOD_SCORE)
                return self.make.disjunction_max_query([found, stood])
            case Phrase(_, _, field):
                return self.words(tree, field)
            case Prefix(prefix, field):
                return self.near(field, prefix, 0, prefix=True)
            case Fuzzy(word, distance, field):
                return self.near(field, word, distance, prefix=False)
            case _:
                return self.make.const_score_query(self.filter(tree), 0.0)

    def holds(self, field: str, word: str) -> bool:
        """Whether a field may hold a word, as far as is known."""
        return self.searcher is None or self.searcher.doc_freq(field, word) > 0

    def all_of(self, parts: Iterable[Tree]) -> Query:
        """All parts; those to be excluded need something to be excluded from."""
        wanted: list[Query] = []
        excluded: list[Query] = []
        for part in parts:
            if isinstance(part, Not):
                excluded.append(self.query(part.part))
            else:
                wanted.append(self.query(part))
        if not wanted:
            wanted = [self.query(Everything())]
        return self.make.boolean_query(
            [*((self.must, query) for query in wanted), *((self.must_not, query) for query in excluded)]
        )

    def any_of(self, queries: Iterable[Query]) -> Query:
        return self.make.boolean_query([(self.should, query) for query in queries])

    def words(self, leaf: Word | Phrase, field: str) -> Query:
        """A word or a phrase in one field, with its weight."""
        found = self.plain(leaf, field)
        words = leaf.words if isinstance(leaf, Phrase) else (leaf.word,)
        return found if self.weigh is None else self.make.boost_query(found, self.weigh(field, words))

    def plain(self, leaf: Word | Phrase, field: str) -> Query:
        """A word or a phrase as the index weighs it."""
        if isinstance(leaf, Word):
            return self.make.term_query(self.schema, field, leaf.word)
        words, slop = leaf.words, leaf.slop
        if slop == 0 or len(set(words)) == len(words) == 2:
            return self.make.phrase_query(self.schema, field, list(words), slop)
        # The engine's slop is exact for two different words alone: with more it depends on which word is the rarer, and
        # one place passes for two. So every arrangement is asked for.
        return self.any_of(
            self.make.phrase_query(self.schema, field, sorted(zip(places, words, strict=True)))
            for places in spreads(len(words), slop)
        )

    def near(self, field: str, word: str, distance: int, *, prefix: bool) -> Query:
        """A beginning (no edits) or a near spelling; in the text, also as it stood before a mend."""
        found, *stood = (
            self.make.fuzzy_term_query(self.schema, name, word, distance, True, prefix)
            for name in ((field, STOOD) if field == TEXT else (field,))
        )
        return self.make.disjunction_max_query([found, *stood]) if stood else found

    def filter(self, tree: Tree) -> Query:
        """The query for a leaf that is no word."""
        match tree:
            case Value("origin", value):
                return self.make.term_set_query(self.schema, "origin", origin_values(value))
            case Value(field, value):
                return self.make.term_query(self.schema, field, value)
            case ValuePrefix("format", prefix):
                # not the formats of one collection (``index.there``), which begin with its name and have a tab behind it
                return self.make.regex_query(self.schema, "format", _META.sub(r"\\\g<0>", prefix) + "[^\t]*")
            case ValuePrefix(field, prefix):
                return self.make.fuzzy_term_query(self.schema, field, prefix, 0, True, True)
            case Levels(low, high):
                return self.make.term_set_query(self.schema, "level", levels_between(low, high))
            case Dates(low, high):
                return self.dates(low, high)
            case Undated():
                return self.make.term_query(self.schema, "dated", "no")
            case _:
                return self.make.all_query()

    def dates(self, low: str | None, high: str | None) -> Query:
        """Documents whose ``last`` (exclusive) lies behind the beginning and whose ``first`` before the end.

        Whole years are looked up: the index has every year that a date touches.
        """
        if low is not None and high is not None and len(low) == len(high) == 4:
            years = range(int(low), int(high) + 1)
            if len(years) <= MOST_YEARS:
                touched = [self.make.term_query(self.schema, "years", year) for year in years]
                return touched[0] if len(touched) == 1 else self.any_of(touched)
        parts: list[Query] = []
        if low is not None:
            bound = minutes(low)[0]
            parts.append(self.make.range_query(self.schema, "last", self.integer, bound, None, include_lower=False))
        if high is not None:
            bound = minutes(high)[1]
            parts.append(self.make.range_query(self.schema, "first", self.integer, None, bound, include_upper=False))
        return self.make.boolean_query([(self.must, part) for part in parts])
